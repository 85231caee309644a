# exceptions: validation, retries, unwinding, groups of errors, context managers

COUNT = 46000


class ValidationError(Exception):
    def __init__(self, field, message):
        super().__init__(field, message)
        self.field = field
        self.message = message

    def __str__(self):
        return f"{self.field}: {self.message}"


class Missing(ValidationError):
    def __init__(self, field):
        super().__init__(field, "is missing")


class OutOfRange(ValidationError):
    def __init__(self, field, value, low, high):
        super().__init__(field, f"{value} is not in {low}..{high}")
        self.value = value


class Transient(OSError):
    pass


def check_age(record):
    if "age" not in record:
        raise Missing("age")
    age = record["age"]
    try:
        age = int(age)
    except (TypeError, ValueError) as exc:
        raise ValidationError("age", f"{age!r} is no number") from exc
    if not 0 <= age <= 120:
        raise OutOfRange("age", age, 0, 120)
    return age


def check_name(record):
    try:
        name = record["name"]
    except KeyError:
        raise Missing("name")
    if not name:
        raise ValidationError("name", "is empty")
    return name


def validate(record):
    errors = []
    for check in (check_age, check_name):
        try:
            check(record)
        except ValidationError as exc:
            errors.append(exc)
    if errors:
        raise ExceptionGroup("invalid record", errors)


class Unstable:
    def __init__(self):
        self.calls = 0

    def fetch(self, n):
        self.calls += 1
        if self.calls % 3:
            raise Transient(self.calls, "try again")
        if n % 50 == 0:
            raise RuntimeError("gone for good")
        return n


def retry(f, n, times):
    last = None
    for _ in range(times):
        try:
            return f(n)
        except Transient as exc:
            last = exc
            continue
        except RuntimeError:
            return -1
    raise last


class Suppress:
    def __init__(self, *kinds):
        self.kinds = kinds
        self.caught = 0

    def __enter__(self):
        return self

    def __exit__(self, kind, exc, tb):
        if kind is not None and issubclass(kind, self.kinds):
            self.caught += 1
            return True
        return False


class Undo:
    """Runs the steps that were noted, last one first, if the block fails."""

    def __init__(self):
        self.steps = []

    def __enter__(self):
        return self.steps.append

    def __exit__(self, kind, exc, tb):
        if kind:
            while self.steps:
                self.steps.pop()()


def dig(n):
    if n % 10 == 0:
        raise RecursionError(n) if n % 20 else LookupError(n)
    try:
        return dig(n - 1)
    except LookupError:
        raise
    except RecursionError as exc:
        raise ValueError("dug too deep") from exc


def unreachable(log):
    for i in range(3):
        try:
            if i == 1:
                continue
            if i == 2:
                return "returned"
        finally:
            log.append(i)


RECORDS = [{"age": "30", "name": "Ann"}, {"age": 200, "name": ""}, {"name": "Bob"}, {"age": "old", "name": "Cid"}, {"age": None}]

messages = {}
service = Unstable()
quiet = Suppress(KeyError, ZeroDivisionError)
fetched = 0
stack = []
deep = {"ValueError": 0, "LookupError": 0}
log = []
for n in range(COUNT):
    try:
        validate(RECORDS[n % 5])
    except* Missing as eg:
        for e in eg.exceptions:
            messages[str(e)] = messages.get(str(e), 0) + 1
    except* ValidationError as eg:
        for e in eg.exceptions:
            messages[str(e)] = messages.get(str(e), 0) + 1
    try:
        fetched += retry(service.fetch, n, 2 + n % 2)
    except OSError as exc:
        fetched += exc.errno % 7
    with quiet:
        {"a": 1}["b" if n % 2 else "a"]
        n // (n % 4 - 2)
    try:
        with Undo() as note:
            stack.append(n)
            note(stack.pop)
            if n % 5:
                raise StopIteration
    except StopIteration:
        pass
    try:
        dig(n % 37)
    except ValueError as exc:
        deep["ValueError"] += exc.__cause__ is not None or exc.__context__ is not None
    except (LookupError, RecursionError) as exc:
        deep["LookupError"] += exc.args[0] % 10 == 0
    if n % 10 == 0:
        assert unreachable(log) == "returned"
for message in sorted(messages):
    print(message, messages[message])
print(fetched, service.calls, quiet.caught)
print(len(stack), deep, len(log))
