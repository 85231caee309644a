"""A calculator VM and resource pool where errors drive the control flow."""

ROUNDS = 4
output = []


def report(*items):
    output.append(" ".join(str(x) for x in items))


class VMError(Exception):
    """Base class."""


class StackUnderflow(VMError):
    pass


class BadOpcode(VMError):
    def __init__(self, op):
        self.op = op

    def __str__(self):
        return f"bad opcode {self.op}"


class Halt(VMError):
    def __init__(self, value):
        super().__init__(value)
        self.value = value


class Break(Exception):
    pass


class VM:
    def __init__(self, program):
        self.program = program
        self.stack = []

    def pop(self):
        try:
            return self.stack.pop()
        except IndexError:
            raise StackUnderflow("empty") from None

    def run(self):
        try:
            for op, *args in self.program:
                try:
                    method = getattr(self, "op_" + op)
                except AttributeError:
                    raise BadOpcode(op)
                method(*args)
        except Halt as h:
            return h.value
        return self.pop()

    def op_push(self, v):
        self.stack.append(v)

    def op_add(self):
        self.stack.append(self.pop() + self.pop())

    def op_div(self):
        b, a = self.pop(), self.pop()
        self.stack.append(a // b)

    def op_halt(self):
        raise Halt(self.pop())


PROGRAMS = [
    [("push", 3), ("push", 4), ("add",)],
    [("push", 3), ("add",)],
    [("push", 9), ("push", 0), ("div",)],
    [("push", 1), ("frob",)],
    [("push", 7), ("halt",), ("push", 8)],
    [("push", 7), ("push", "x"), ("add",)],
]


class Pool:
    def __init__(self, size):
        self.free = list(range(size))
        self.opened = self.closed = 0

    def acquire(self):
        return Handle(self)


class Handle:
    def __init__(self, pool):
        self.pool = pool

    def __enter__(self):
        if not self.pool.free:
            raise MemoryError("pool")
        self.n = self.pool.free.pop()
        self.pool.opened += 1
        return self.n

    def __exit__(self, *exc):
        self.pool.free.append(self.n)
        self.pool.closed += 1
        return False


def nest(pool, depth):
    with pool.acquire():
        return nest(pool, depth + 1) if depth < 8 else depth


def parse_number(s):
    for conv in (int, float):
        try:
            return conv(s)
        except ValueError:
            continue
    return None


def search(grid, want):
    try:
        for y, row in enumerate(grid):
            for x, v in enumerate(row):
                if v == want:
                    raise Break
    except Break:
        return y * 100 + x
    else:
        return -1


def finally_wins(i):
    while True:
        try:
            if i % 2:
                return "try"
            raise KeyError(i)
        except KeyError as e:
            if e.args[0] % 4:
                break
            return "except"
        finally:
            if i % 3 == 0:
                return "finally"
    return "after"


def main():
    outcome = {}
    for i in range(36000):
        try:
            key = VM(PROGRAMS[i % 6]).run()
        except StackUnderflow:
            key = "underflow"
        except VMError as e:
            key = str(e)
        except (ZeroDivisionError, TypeError) as e:
            key = type(e).__name__
        outcome[key] = outcome.get(key, 0) + 1
    report(outcome)
    pools = {"ok": 0, "full": 0}
    for i in range(6000):
        p = Pool(i % 14)
        try:
            nest(p, 0)
        except MemoryError:
            pools["full"] += 1
        else:
            pools["ok"] += 1
        assert p.opened == p.closed and len(p.free) == i % 14
    report(pools)
    texts = ["12", "3.5", "abc", "1e3", "", "0x1", "-7", " 8 "]
    vals = [parse_number(texts[i % 8]) for i in range(80000)]
    report(sum(v for v in vals if v is not None), vals.count(None))
    grid = [[(x * y) % 23 for x in range(12)] for y in range(12)]
    report(sum(search(grid, w % 25) for w in range(6000)))
    res = [finally_wins(i) for i in range(100000)]
    report({k: res.count(k) for k in ("try", "except", "finally", "after")})
    try:
        try:
            raise ValueError("inner")
        finally:
            [].remove(3)
    except ValueError as e:
        report(e, "|", e.__context__)


if __name__ == "__main__":
    for _ in range(ROUNDS):
        output.clear()
        main()
    print("\n".join(output))
