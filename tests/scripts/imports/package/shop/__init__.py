print("shop init")
VERSION = "1.0"
from . import util
