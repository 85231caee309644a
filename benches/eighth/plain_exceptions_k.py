"""Exceptions: validation, cleanup, chaining, retry, control flow, context managers."""


class AppError(Exception):
    code = 1


class ValidationError(AppError):
    code = 2

    def __init__(self, field, reason="invalid"):
        super().__init__(f"{field}: {reason}")
        self.field = field


class MissingField(ValidationError):
    code = 3

    def __init__(self, field):
        super().__init__(field, reason="missing")


class Rollback(AppError):
    pass


class Transaction:
    """Restores the dict when its block fails; swallows Rollback."""

    def __init__(self, data):
        self.data = data

    def __enter__(self):
        self.saved = dict(self.data)
        return self.data

    def __exit__(self, kind, value, traceback):
        if kind is None:
            return False
        self.data.clear()
        self.data.update(self.saved)
        return issubclass(kind, Rollback)


def check(record):
    try:
        name = record["name"]
        age = int(record["age"])
    except KeyError as err:
        raise MissingField(err.args[0]) from err
    except ValueError as err:
        raise ValidationError("age") from err
    if age < 0:
        raise ValidationError("age", reason=f"negative {age}")
    return name, age


def records(count):
    for n in range(count):
        record = {"name": f"n{n}", "age": str(n % 90)}
        if n % 5 == 1:
            del record["age"]
        elif n % 7 == 2:
            record["age"] = "old"
        elif n % 11 == 3:
            record["age"] = "-4"
        yield record


def validate(count):
    codes, causes, total = {}, {}, 0
    for record in records(count):
        try:
            _, age = check(record)
        except AppError as err:
            codes[err.code] = codes.get(err.code, 0) + 1
            cause = type(err.__cause__).__name__
            causes[cause] = causes.get(cause, 0) + 1
        else:
            total += age
    return total, sorted(codes.items()), sorted(causes.items())


def cleanup(depth, trace):
    try:
        if depth == 0:
            raise OverflowError(len(trace))
        cleanup(depth - 1, trace)
    finally:
        trace[0] += depth


def retry(times):
    def decorator(function):
        def wrapper(*args, **kwargs):
            for attempt in range(1, times + 1):
                try:
                    return function(*args, attempt=attempt, **kwargs)
                except (ZeroDivisionError, IndexError) as err:
                    last = err
            raise RuntimeError("gave up") from last
        return wrapper
    return decorator


@retry(3)
def flaky(n, *, attempt):
    if n % 4 == attempt:
        return n // (n - n)
    if n % 9 == attempt + 1:
        return [][n]
    if n % 50 == 0:
        return [n][attempt]
    return n * attempt


def main():
    print("validate", *validate(50_000))
    trace = [0]
    caught = 0
    for _ in range(2800):
        try:
            cleanup(30, trace)
        except ArithmeticError as err:
            caught += err.args[0]
    print("cleanup", trace, caught)
    data = {"balance": 100}
    lost = 0
    for n in range(40_000):
        try:
            with Transaction(data) as view:
                view["balance"] += n % 7 - 3
                if n % 3 == 0:
                    raise Rollback
                if n % 10 == 7:
                    view["debt"] = view["loan"]
        except LookupError:
            lost += 1
    print("transaction", data, lost)
    total = failures = 0
    for n in range(60_000):
        try:
            total += flaky(n)
        except RuntimeError as err:
            failures += isinstance(err.__cause__, IndexError)
    print("retry", total, failures)


main()
