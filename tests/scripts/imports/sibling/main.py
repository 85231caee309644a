# A module beside the script: import, from, as, executed once.
import helper
import helper as h
from helper import CONSTANT, greet as hello
from helper import *

print(helper is h, helper.__name__, helper.CONSTANT, CONSTANT, hello("ann"), greet("bob"))
print(helper.counter(), h.counter(), helper.count)
helper.CONSTANT = "changed"
print(h.CONSTANT, CONSTANT)
try:
    _private
except NameError as e:
    print(e)
print(helper._private, hasattr(helper, "missing"))
try:
    from helper import missing
except ImportError as e:
    print(type(e).__name__, str(e).split(" (")[0], e.name)
try:
    helper.missing
except AttributeError as e:
    print(e)
import sys
print("helper" in sys.modules, sys.modules["helper"] is helper, __name__, helper.__doc__, helper.who())
