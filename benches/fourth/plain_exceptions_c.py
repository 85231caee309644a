"""Validation and retry logic driven by exceptions."""


class AppError(Exception):
    code = 1

    def __init__(self, message, **details):
        super().__init__(message)
        self.details = details


class ValidationError(AppError):
    code = 2


class NotFound(AppError, LookupError):
    code = 3


class Transient(AppError):
    code = 4


class Store:
    def __init__(self):
        self._rows = {}

    def get(self, key):
        try:
            return self._rows[key]
        except KeyError as exc:
            raise NotFound(f"no row {key}", key=key) from exc

    def put(self, key, value):
        if not isinstance(key, int):
            raise TypeError("key must be int")
        if value < 0:
            raise ValidationError("negative value", value=value)
        self._rows[key] = value

    def __len__(self):
        return len(self._rows)


class Transaction:
    def __init__(self, store):
        self.store = store
        self.committed = False

    def __enter__(self):
        self.saved = dict(self.store._rows)
        return self.store

    def __exit__(self, exc_type, exc, tb):
        if exc_type is None:
            self.committed = True
            return False
        self.store._rows = self.saved
        return issubclass(exc_type, ValidationError)


def parse_number(text):
    try:
        return int(text)
    except ValueError:
        try:
            return float(text)
        except ValueError:
            raise ValidationError("bad number", text=text) from None


def flaky(n, attempt):
    if (n + attempt) % 3 == 0:
        raise Transient("try again", n=n)
    if n % 50 == 49:
        raise NotFound("gone", n=n)
    return n * 2


def retry(fn, n, limit=3):
    for attempt in range(limit):
        try:
            return fn(n, attempt)
        except Transient:
            if attempt == limit - 1:
                raise
    raise RuntimeError("unreachable")


def deep(n):
    if n == 0:
        raise OverflowError("bottom")
    try:
        return deep(n - 1)
    finally:
        deep.unwound += 1


deep.unwound = 0


def main():
    outcome = {}
    for i in range(180000):
        text = ("12", "3.5", "abc", "-7", "1e3", "")[i % 6]
        try:
            v = parse_number(text)
        except AppError as e:
            name = f"{type(e).__name__}/{e.code}/{e.details['text']!r}"
        else:
            name = type(v).__name__
        outcome[name] = outcome.get(name, 0) + 1
    print(sorted(outcome.items()))

    store = Store()
    missing = 0
    for i in range(250000):
        try:
            missing += store.get(i * 31 % 5000) * 0
        except LookupError as e:
            missing += 1
            store.put(e.details["key"], i)
    print(len(store), missing)

    commits = rolled = 0
    small = Store()
    for i in range(50000):
        tx = Transaction(small)
        try:
            with tx as s:
                s.put(i % 20, i)
                if i % 3 == 0:
                    s.put(i, -1)
                if i % 7 == 0:
                    s.put(str(i), 1)
        except TypeError:
            rolled += 1
        commits += tx.committed
    print(len(small), commits, rolled)

    total, fails = 0, {}
    for n in range(200000):
        try:
            total += retry(flaky, n)
        except (Transient, NotFound) as e:
            fails[e.args[0]] = fails.get(e.args[0], 0) + 1
    print(total, fails)

    for _ in range(6000):
        try:
            deep(60)
        except ArithmeticError as e:
            msg = str(e)
    print(deep.unwound, msg)


main()
