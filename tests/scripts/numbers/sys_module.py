# The parts of sys that scripts read.
import sys

print(sys.version_info >= (3, 13), sys.version_info[:2], sys.version_info.major, sys.version.startswith("3.13"))
print(sys.maxsize, sys.byteorder, type(sys.argv).__name__, len(sys.argv), sys.argv[0].endswith("sys_module.py"))
print("sys" in sys.modules, "__main__" in sys.modules, sys.modules["sys"] is sys, isinstance(sys.path, list))
print(sys.getrecursionlimit() >= 1000, sys.float_info.max, sys.float_info.epsilon, sys.maxunicode)
sys.setrecursionlimit(5000)
print(sys.getrecursionlimit())


def deep(n):
    return n and 1 + deep(n - 1)


print(deep(3000))
sys.stdout.write("written ")
print(sys.stdout.write("abc\n"))
sys.stdout.flush()
print("to stderr", file=sys.stderr)
print("to stdout", file=sys.stdout, flush=True)
print("a", "b", sep="", end="|\n")
try:
    raise ValueError("x")
except ValueError:
    et, e, tb = sys.exc_info()
    print(et.__name__, e, tb is not None)
print(sys.exc_info())
print(sys.platform in ("linux", "darwin", "win32"), sys.implementation.name != "", sys.getsizeof([]) > 0)
print(sys.stdin is not None, sys.stdout.isatty(), sys.intern("abc") == "abc")
for bad in (-1, 0, "x"):
    try:
        sys.setrecursionlimit(bad)
    except (ValueError, TypeError) as e:
        print(type(e).__name__ + ":", e)
print(sys.getdefaultencoding(), sys.stdout.encoding.lower(), sys.flags is not None, callable(sys.exit))
