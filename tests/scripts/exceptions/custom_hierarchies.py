# An application's errors: hierarchy, translation of errors, context managers, collecting, retry.
class AppError(Exception):
    code = 500

    def __init__(self, message="", **details):
        super().__init__(message)
        self.details = details

    def __str__(self):
        base = super().__str__() or self.__class__.__name__
        extra = ", ".join(f"{k}={v}" for k, v in self.details.items())
        return f"[{self.code}] {base}" + (f" ({extra})" if extra else "")


class NotFound(AppError):
    code = 404


class Denied(AppError, PermissionError):
    code = 403


class Invalid(AppError, ValueError):
    def __init__(self, field, problem):
        super().__init__(f"{field}: {problem}", field=field)


def lookup(d, k):
    try:
        return d[k]
    except KeyError as e:
        raise NotFound("no such key", key=k) from e


class translate:
    def __init__(self, **table):
        self.table = table

    def __enter__(self):
        return self

    def __exit__(self, et, e, tb):
        if et and (to := self.table.get(et.__name__)):
            raise to(str(e)) from e
        return False


for f in (lambda: lookup({}, "x"), lambda: (_ for _ in ()).throw(Denied("stop", user="bob")), lambda: (_ for _ in ()).throw(Invalid("age", "negative")), lambda: int("q")):
    try:
        f()
    except PermissionError as e:
        print("permission:", e, e.code)
    except AppError as e:
        print("app:", e, e.code, e.details, type(e.__cause__).__name__)
    except ValueError as e:
        print("value:", e)
for bad in ("1/0", "int", "fine"):
    try:
        with translate(ZeroDivisionError=AppError, ValueError=NotFound):
            r = {"1/0": lambda: 1 / 0, "int": lambda: int("z"), "fine": lambda: "fine"}[bad]()
            print(r)
    except AppError as e:
        print(repr(e), "|", e, "|", repr(e.__cause__))


def validate(data):
    errors = []
    for field, check in {"name": lambda v: v or "empty", "age": lambda v: isinstance(v, int) and v >= 0 or "bad age"}.items():
        r = check(data.get(field))
        if isinstance(r, str) and r in ("empty", "bad age"):
            errors.append(Invalid(field, r))
    if errors:
        raise ExceptionGroup("validation", errors)
    return "valid"


for data in ({"name": "ann", "age": 3}, {"age": -1}, {"name": "", "age": "x"}):
    try:
        print(validate(data))
    except* Invalid as eg:
        for e in eg.exceptions:
            print(e.details["field"], "->", e)
print([c.__name__ for c in Invalid.__mro__][:4], issubclass(Denied, OSError), Denied("x").args, Denied.__bases__[0].code)


def attempts(f, n, *errors):
    for i in range(1, n + 1):
        try:
            return f(i)
        except errors as e:
            last = e
            last.add_note(f"attempt {i}")
    raise AppError("gave up", attempts=n) from last


def flaky(i):
    if i < 3:
        raise ConnectionError(f"try {i}")
    return f"ok at {i}"


print(attempts(flaky, 5, ConnectionError))
try:
    attempts(flaky, 2, ConnectionError)
except AppError as e:
    print(e, repr(e.__cause__), e.__cause__.__notes__)
try:
    attempts(flaky, 2, KeyError)
except ConnectionError as e:
    print("not retried", e)
