import asynci
