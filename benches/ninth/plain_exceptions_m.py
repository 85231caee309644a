"""A validating importer and a small stack machine where errors are the normal business."""


class ImportProblem(Exception):
    weight = 1

    def __init__(self, message, *, row):
        super().__init__(message)
        self.row = row


class MissingField(ImportProblem):
    weight = 2


class BadValue(ImportProblem):
    weight = 3


class Fatal(Exception):
    pass


class Ignore:
    """Context manager swallowing the given kinds and counting them."""

    def __init__(self, *kinds):
        self.kinds = kinds
        self.hits = 0

    def __enter__(self):
        return self

    def __exit__(self, kind, value, tb):
        if kind is not None and issubclass(kind, self.kinds):
            self.hits += 1
            return True
        return False


def retry(times, *kinds):
    def decorate(func):
        def wrapper(*args, **kwargs):
            for attempt in range(times):
                try:
                    return func(*args, attempt=attempt, **kwargs)
                except kinds as exc:
                    last = exc
                    wrapper.retries += 1
            raise Fatal(f"gave up after {times}") from last
        wrapper.retries = 0
        return wrapper
    return decorate


def parse_row(row, fields):
    record = {}
    for name in ("id", "price", "tags"):
        try:
            record[name] = fields[name]
        except KeyError as exc:
            raise MissingField(f"no {exc.args[0]}", row=row) from exc
    try:
        record["id"] = int(record["id"])
        record["price"] = float(record["price"])
    except ValueError as exc:
        raise BadValue(str(exc), row=row) from None
    return record


def make_row(n):
    row = {"id": str(n), "price": f"{n / 4}", "tags": "a,b"}
    if n % 3 == 1:
        del row["price"]
    if n % 5 == 2:
        row["id"] = f"#{n}"
    if n % 7 == 3:
        row.pop("tags")
    return row


def import_all(count):
    problems = {}
    good, score, causes = 0, 0, 0
    for n in range(count):
        try:
            record = parse_row(n, make_row(n))
        except (MissingField, BadValue) as problem:
            name = type(problem).__name__
            problems[name] = problems.get(name, 0) + 1
            score += problem.weight * (problem.row % 10)
            causes += problem.__cause__ is not None
        else:
            good += record["price"] >= 0
        finally:
            score += 1
    return good, score, causes, problems


@retry(4, OSError, ZeroDivisionError)
def flaky(n, *, attempt):
    if n % 6 > attempt + 1:
        raise OSError(n)
    return 100 // (n % 4 - attempt)


class Machine:
    def __init__(self):
        self.stack = []
        self.errors = []

    def push(self, value):
        self.stack.append(value)

    def binary(self, func):
        b, a = self.stack.pop(), self.stack.pop()
        self.stack.append(func(a, b))

    def run(self, program):
        table = {"+": lambda a, b: a + b, "/": lambda a, b: a // b, "[": lambda a, b: [a][b]}
        for word in program:
            try:
                self.push(int(word))
            except ValueError:
                try:
                    self.binary(table[word])
                except (IndexError, ZeroDivisionError) as exc:
                    self.errors.append(type(exc).__name__)
                except KeyError:
                    self.errors.append("unknown " + word)
        return self.stack


def dig(level, bottom):
    try:
        if level == bottom:
            raise LookupError(level)
        return dig(level + 1, bottom)
    except LookupError as exc:
        if level % 10 == 0:
            raise LookupError(exc.args[0] + level) from exc
        raise


def chain_length(exc):
    length = 0
    while exc is not None:
        exc = exc.__cause__
        length += 1
    return length


def main():
    print("import", import_all(60000))
    outcome = {}
    for n in range(9000):
        try:
            key = flaky(n)
        except Fatal as fatal:
            key = f"{fatal} / {type(fatal.__cause__).__name__}"
        outcome[key] = outcome.get(key, 0) + 1
    print("flaky", sorted(outcome.items(), key=str), flaky.retries)
    machine = Machine()
    words = "7 2 + 0 / 5 3 [ ? 9 3 / + 4 0 [ + / x".split()
    stack = machine.run(words[(n * 7 + n // 11) % len(words)] for n in range(24000))
    kinds = {e: machine.errors.count(e) for e in sorted(set(machine.errors))}
    print("machine", len(stack), kinds)
    lengths = 0
    for bottom in range(0, 200, 2):
        try:
            dig(1, bottom + 1)
        except LookupError as exc:
            lengths += chain_length(exc) * 1000 + exc.args[0]
    print("dig", lengths)
    guard = Ignore(TypeError, AttributeError)
    for n in range(9000):
        with guard:
            n.missing if n % 2 else n + "1"
    print("guard", guard.hits)


main()
