# try, except, else, finally; matching; re-raise; args and str.


def run(f):
    try:
        r = f()
    except (KeyError, IndexError) as e:
        return f"lookup {e!r}"
    except ValueError:
        return "value"
    except ArithmeticError as e:
        return f"arithmetic {type(e).__name__}: {e}"
    except Exception as e:
        return f"other {e!r}"
    else:
        return f"fine {r}"
    finally:
        count.append(1)


count = []


def thrower(e):
    def f():
        raise e
    return f


for f in (lambda: 5, lambda: {}["k"], lambda: [][0], lambda: int("x"), lambda: 1 / 0, lambda: 2.0 ** 10000,
          thrower(TypeError("t")), thrower(RuntimeError), thrower(ValueError("a", "b")), thrower(KeyError(1, 2))):
    print(run(f))
print(len(count))


class AppError(Exception):
    pass


class DetailError(AppError):
    def __init__(self, code, msg="default"):
        super().__init__(f"[{code}] {msg}")
        self.code = code


class StrError(AppError):
    def __str__(self):
        return "custom str"


for e in (AppError(), AppError("x"), AppError("x", 1), DetailError(5), DetailError(6, "m"), StrError("hidden")):
    try:
        raise e
    except DetailError as d:
        print("detail", d, d.code, d.args)
    except AppError as a:
        print("app", a, repr(a), a.args)


def reraise():
    try:
        raise ValueError("orig")
    except ValueError as e:
        e.extra = 1
        raise


try:
    reraise()
except ValueError as e:
    print(e, e.extra)
try:
    raise
except RuntimeError as e:
    print("RuntimeError:", e)
for bad in (5, "text", int, None):
    try:
        raise bad
    except TypeError as e:
        print("TypeError:", e)
try:
    try:
        raise KeyError("k")
    except "notaclass":
        pass
except TypeError as e:
    print("TypeError:", e)
try:
    try:
        raise KeyError("k")
    except (ValueError, int):
        pass
except TypeError as e:
    print("TypeError:", e)
try:
    raise ValueError("dynamic")
except (lambda: (TypeError, ValueError))() as e:
    print("computed", e)
try:
    raise ValueError
except:
    print("bare except")
errors = (KeyError, ValueError)
try:
    raise KeyError("in tuple")
except errors as e:
    print(e, str(e), e.args[0])
print(issubclass(KeyError, LookupError), issubclass(ZeroDivisionError, ArithmeticError),
      isinstance(RecursionError(), RuntimeError), issubclass(OSError, Exception), IOError is OSError,
      issubclass(KeyboardInterrupt, Exception), issubclass(ModuleNotFoundError, ImportError),
      issubclass(UnicodeDecodeError, ValueError), issubclass(NotImplementedError, RuntimeError))
print(BaseException.__subclasses__ is not None, Exception("a") == Exception("a"), repr(Exception("q", 'w"')))
