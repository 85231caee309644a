# Modules that fail while they are imported.
for attempt in range(2):
    try:
        import broken
    except ZeroDivisionError as e:
        print("ZeroDivisionError", e)
try:
    import syntax_bad
except SyntaxError as e:
    print(type(e).__name__)
try:
    import does_not_exist
except ImportError as e:
    print(type(e).__name__, e, e.name)
try:
    from does_not_exist.sub import x
except ModuleNotFoundError as e:
    print(e)


def inside():
    import good
    from good import value as v
    return good.value, v


print(inside())
try:
    good
except NameError as e:
    print(e)
try:
    import good
    from good import other
except ImportError as e:
    print(str(e).split(" (")[0])
import sys
print("broken" in sys.modules, "good" in sys.modules)
try:
    from . import anything
except ImportError as e:
    print(e)
