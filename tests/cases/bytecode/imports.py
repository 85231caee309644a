import os.path, json as j
import xml.dom.minidom as dom
from . import sibling
from ..pkg.mod import a, b as c
from math import *
