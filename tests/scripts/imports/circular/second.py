print("second begins")
import first

partial = hasattr(first, "name")
name = "second"
try:
    from first import name as too_early
except ImportError as e:
    print(type(e).__name__, str(e).split(" (")[0])


def ask():
    return "second asks " + first.name


print("second ends")
