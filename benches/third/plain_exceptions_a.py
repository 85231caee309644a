"""Exceptions: custom hierarchy, try/except/else/finally, chaining, context managers."""

ROUNDS = 3
output = []


def report(*items):
    output.append(" ".join(str(x) for x in items))


class AppError(Exception):
    code = 1


class ValidationError(AppError):
    code = 2

    def __init__(self, field, value):
        super().__init__(f"bad {field}: {value!r}")
        self.field = field
        self.value = value


class RangeError(ValidationError):
    code = 3


class StorageError(AppError):
    def __init__(self, msg, retry=False):
        super().__init__(msg)
        self.retry = retry


class Transaction:
    def __init__(self, db):
        self.db = db
        self.pending = {}

    def __enter__(self):
        return self

    def __setitem__(self, k, v):
        if k in self.db.locked:
            raise StorageError(f"locked {k}", retry=True)
        self.pending[k] = v

    def __exit__(self, typ, exc, tb):
        if typ is None:
            self.db.data.update(self.pending)
            self.db.commits += 1
        else:
            self.db.rollbacks += 1
        return typ is not None and issubclass(typ, StorageError) and exc.retry


class Database:
    def __init__(self):
        self.data = {}
        self.locked = set(range(0, 100, 9))
        self.commits = 0
        self.rollbacks = 0


def validate(i):
    if i % 5 == 0:
        raise ValidationError("id", i)
    if i % 7 == 0:
        raise RangeError("size", i)
    if i % 11 == 0:
        raise StorageError("disk")
    return i * 2


def process(i, counts):
    try:
        v = validate(i)
    except RangeError as e:
        counts["range"] += len(e.field)
        v = -1
    except ValidationError as e:
        counts["valid"] += e.code
        v = -2
    except AppError as e:
        counts["app"] += e.args[0] == "disk"
        v = -3
    else:
        counts["ok"] += 1
    finally:
        counts["all"] += 1
    return v


def wrap(i):
    try:
        return {"a": 1}[["a", "b"][i % 2]] / (i % 3)
    except KeyError as e:
        raise AppError("missing") from e
    except ZeroDivisionError:
        raise ValidationError("div", i)


def unwind(depth):
    if depth == 0:
        raise StorageError("bottom")
    try:
        unwind(depth - 1)
    finally:
        unwind.count += 1


def main():
    counts = dict.fromkeys(("ok", "range", "valid", "app", "all"), 0)
    report(sum(process(i, counts) for i in range(1, 120000)), counts)
    db = Database()
    for i in range(40000):
        with Transaction(db) as t:
            t[i % 100] = i
            t[(i * 3) % 100] = i + 1
    report(db.commits, db.rollbacks, len(db.data), sum(db.data.values()))
    causes = ctx = good = 0
    for i in range(45000):
        try:
            wrap(i)
        except ValidationError as e:
            ctx += isinstance(e.__context__, ZeroDivisionError)
        except AppError as e:
            causes += type(e.__cause__) is KeyError
        else:
            good += 1
    report(causes, ctx, good)
    unwind.count = 0
    for d in range(200):
        try:
            unwind(d)
        except StorageError as e:
            assert not e.retry
    report(unwind.count)
    kinds = {}
    for i in range(60000):
        try:
            [int, [].pop, "".index, getattr, len, iter][i % 6]("x" if i % 6 != 1 else 0)
        except (TypeError, AttributeError) as e:
            kinds[type(e).__name__] = kinds.get(type(e).__name__, 0) + 1
        except LookupError as e:
            kinds[str(e)] = kinds.get(str(e), 0) + 1
        except ValueError as e:
            kinds["v" + str(e)[:10]] = kinds.get("v" + str(e)[:10], 0) + 1
    for k in sorted(kinds):
        report(k, kinds[k])


if __name__ == "__main__":
    for _ in range(ROUNDS):
        output.clear()
        main()
    print("\n".join(output))
