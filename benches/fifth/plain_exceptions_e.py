"""Exceptions raised, caught, wrapped, re-raised and cleaned up after."""

ROUNDS = 79000


class AppError(Exception):
    code = 1


class NotFound(AppError):
    code = 404

    def __init__(self, key):
        super().__init__(f"no such key: {key}")
        self.key = key


class Invalid(AppError):
    code = 400


class Resource:
    live = 0
    opened = 0

    def __enter__(self):
        Resource.live += 1
        Resource.opened += 1
        return self

    def __exit__(self, kind, value, tb):
        Resource.live -= 1
        return kind is not None and issubclass(kind, ZeroDivisionError)


def lookup(table, key):
    try:
        return table[key]
    except KeyError:
        raise NotFound(key) from None


def parse_int(text):
    try:
        return int(text)
    except ValueError as exc:
        raise Invalid(f"bad number {text!r}") from exc


def climb(n):
    if n == 0:
        raise IndexError("bottom")
    try:
        climb(n - 1)
    finally:
        Resource.opened += 1


def safe_div(a, b):
    try:
        result = a // b
    except ZeroDivisionError:
        return 0
    else:
        return result
    finally:
        Resource.opened += 1


def process(table, n, codes):
    try:
        value = lookup(table, f"k{n % 13}")
        number = parse_int("12" if n % 3 else "x12")
        return value + number
    except NotFound as exc:
        codes[exc.code] = codes.get(exc.code, 0) + 1
        return len(exc.key)
    except AppError as exc:
        codes[exc.code] = codes.get(exc.code, 0) + 1
        assert isinstance(exc.__cause__, ValueError)
        return -1


def main():
    table = {f"k{i}": i * 3 for i in range(9)}
    codes = {}
    total = 0
    caught = {"index": 0, "type": 0, "attribute": 0, "assert": 0, "stop": 0}
    for n in range(ROUNDS):
        total += process(table, n, codes)
        total += safe_div(n, n % 4)
        with Resource():
            total += 10 // (n % 2)
        try:
            climb(8)
        except LookupError as exc:
            caught["index"] += len(exc.args[0]) > 0
        try:
            "a" + n
        except (TypeError, ValueError):
            caught["type"] += 1
        try:
            table.nothing
        except AttributeError as exc:
            caught["attribute"] += exc.name == "nothing"
        try:
            assert n % 5, "multiple of five"
        except AssertionError:
            caught["assert"] += 1
        it = iter([n])
        try:
            while True:
                total += next(it) % 3
        except StopIteration:
            caught["stop"] += 1
    print("total", total)
    print("codes", sorted(codes.items()))
    print("caught", caught)
    print("resources", Resource.live, Resource.opened)


main()
