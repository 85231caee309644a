from math import zzzz
