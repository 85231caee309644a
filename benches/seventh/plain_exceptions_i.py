"""Validation and retries: raising, catching, re-raising, chaining and cleaning up."""


class InputError(Exception):
    def __init__(self, field, value):
        super().__init__(f"{field}: {value}")
        self.field = field
        self.value = value


class RangeError(InputError):
    pass


class MissingError(InputError):
    pass


class Retry(Exception):
    pass


def parse_age(text):
    try:
        age = int(text)
    except ValueError as exc:
        raise InputError("age", text) from exc
    if not 0 <= age < 130:
        raise RangeError("age", age)
    return age


def parse_record(rec):
    try:
        name = rec["name"]
    except KeyError:
        raise MissingError("name", None) from None
    return name, parse_age(rec.get("age", "x"))


class Resource:
    opened = 0
    closed = 0

    def __enter__(self):
        Resource.opened += 1
        return self

    def __exit__(self, kind, exc, tb):
        Resource.closed += 1
        return kind is Retry


def attempt(n, log):
    try:
        with Resource():
            if n % 3 == 0:
                raise Retry
            if n % 7 == 0:
                raise LookupError(n)
            log[0] += 1
        log[1] += 1
    except LookupError as exc:
        log[2] += exc.args[0] % 5
    finally:
        log[3] += 1


def deep(n, at):
    if n == 0:
        if at % 2:
            raise IndexError(at)
        raise KeyError(at)
    try:
        return deep(n - 1, at)
    except IndexError:
        if n == 4:
            raise RuntimeError("wrapped")
        raise


def walk(items):
    it = iter(items)
    total = 0
    while True:
        try:
            total += next(it)
        except StopIteration:
            return total


def main():
    errors = {}
    ages = 0
    causes = 0
    for n in range(150000):
        rec = {"age": str(n % 150)}
        if n % 10:
            rec["name"] = f"n{n % 50}"
        if n % 8 == 1:
            rec["age"] = "old"
        try:
            name, age = parse_record(rec)
            ages += age
        except RangeError as exc:
            errors["range"] = errors.get("range", 0) + 1
            ages += exc.value - 130
        except MissingError as exc:
            errors[exc.field] = errors.get(exc.field, 0) + 1
        except InputError as exc:
            errors[str(exc)] = errors.get(str(exc), 0) + 1
            causes += isinstance(exc.__cause__, ValueError)
    print("errors", sorted(errors.items()), "ages", ages, "causes", causes)
    log = [0, 0, 0, 0]
    for n in range(180000):
        attempt(n, log)
    print("log", log, Resource.opened, Resource.closed)
    kinds = {"key": 0, "runtime": 0}
    for n in range(24000):
        try:
            deep(9, n)
        except KeyError:
            kinds["key"] += 1
        except RuntimeError as exc:
            kinds["runtime"] += isinstance(exc.__context__, IndexError)
    print("deep", kinds)
    print("walk", sum(walk(range(k % 9)) for k in range(120000)))
    zero = 0
    for n in range(180000):
        try:
            zero += 100 // (n % 4)
        except ZeroDivisionError:
            zero -= 1
        else:
            zero += 2
    print("zero", zero)


main()
