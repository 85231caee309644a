"""Exceptions raised, caught, chained, re-raised and cleaned up after."""


class AppError(Exception):
    code = 0

    def __init__(self, message, **details):
        super().__init__(message)
        self.details = details


class NotFound(AppError):
    code = 404


class Invalid(AppError):
    code = 400

    def __str__(self):
        return "invalid: " + super().__str__()


class Resource:
    open_count = 0

    def __init__(self, swallow):
        self.swallow = swallow

    def __enter__(self):
        Resource.open_count += 1
        return self

    def __exit__(self, tp, val, tb):
        Resource.open_count -= 1
        return tp is not None and issubclass(tp, self.swallow)


def lookup(table, key):
    try:
        return table[key]
    except KeyError as e:
        raise NotFound(f"no {key}", key=key) from e


def validate(v):
    if v % 7 == 0:
        raise Invalid("seven", value=v)
    return v


def process(table, key, trace):
    try:
        v = validate(lookup(table, key))
    except AppError as e:
        trace[e.code] = trace.get(e.code, 0) + 1
        if isinstance(e.__cause__, KeyError):
            return -1
        return -e.details["value"]
    else:
        return v
    finally:
        trace["finally"] += 1


def deep(n):
    if n == 0:
        raise ValueError("bottom")
    try:
        return deep(n - 1)
    finally:
        deep.unwound += 1


deep.unwound = 0


def rethrow(n):
    try:
        try:
            int("x%d" % n)
        except ValueError:
            if n % 2:
                raise
            [][n]
    except (ValueError, IndexError) as err:
        return type(err).__name__, err.__context__ is not None


def main():
    table = {i: i * 3 + 1 for i in range(0, 1000, 2)}
    trace = {"finally": 0}
    print(sum(process(table, i % 1000, trace) for i in range(200000)), trace)
    for _ in range(1500):
        try:
            deep(60)
        except ValueError as e:
            msg = e.args[0]
    print(msg, deep.unwound)
    names = {}
    for i in range(80000):
        k = rethrow(i)
        names[k] = names.get(k, 0) + 1
    print(names)
    kept = 0
    for i in range(80000):
        try:
            with Resource(ZeroDivisionError), Resource(TypeError):
                if i % 3 == 0:
                    1 // (i % 3)
                elif i % 3 == 1:
                    None + i
                else:
                    {}["k"]
        except LookupError:
            kept += 1
    print(kept, Resource.open_count, str(Invalid("x")), repr(NotFound("y")))


main()
