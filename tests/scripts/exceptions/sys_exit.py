# exit: 3
# sys.exit raises SystemExit: finally blocks run, except Exception does not see it.
import sys

for arg in (0, None, 7, "message", (1, 2)):
    try:
        sys.exit(arg)
    except SystemExit as e:
        print("code", repr(e.code), e.args)
try:
    sys.exit()
except Exception:
    print("never")
except BaseException as e:
    print(repr(e))


def leave():
    try:
        try:
            sys.exit(3)
        except Exception:
            print("not an Exception")
        finally:
            print("inner finally")
    finally:
        print("outer finally")


class CM:
    def __enter__(self):
        return self

    def __exit__(self, et, e, tb):
        print("exit sees", et.__name__, e.code)


with CM():
    leave()
print("never")
