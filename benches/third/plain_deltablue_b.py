"""Spreadsheet-like propagation network plus interval constraint narrowing."""

ROUNDS = 3
output = []


def report(*items):
    output.append(" ".join(str(x) for x in items))


class Cell:
    __slots__ = ("name", "_value", "formula", "deps", "users", "rank", "evals")

    def __init__(self, name, value=0):
        self.name = name
        self._value = value
        self.formula = None
        self.deps = ()
        self.users = []
        self.rank = 0
        self.evals = 0

    @property
    def value(self):
        return self._value

    def bind(self, formula, *deps):
        for d in self.deps:
            d.users.remove(self)
        self.formula = formula
        self.deps = deps
        for d in deps:
            d.users.append(self)
        self.rerank()

    def rerank(self):
        rank = 1 + max((d.rank for d in self.deps), default=0)
        if rank > self.rank:
            self.rank = rank
            for u in self.users:
                u.rerank()

    def refresh(self):
        self.evals += 1
        new = self.formula(*[d.value for d in self.deps])
        changed = new != self._value
        self._value = new
        return changed


class Sheet:
    def __init__(self):
        self.cells = {}
        self.updates = 0

    def __getitem__(self, name):
        if name not in self.cells:
            self.cells[name] = Cell(name)
        return self.cells[name]

    def __setitem__(self, name, value):
        cell = self[name]
        if cell._value != value:
            cell._value = value
            self.propagate(cell)

    def propagate(self, start):
        buckets = {}
        pending = set()

        def push(cell):
            for u in cell.users:
                if u.name not in pending:
                    pending.add(u.name)
                    buckets.setdefault(u.rank, []).append(u)
        push(start)
        while buckets:
            rank = min(buckets)
            for cell in buckets.pop(rank):
                pending.discard(cell.name)
                self.updates += 1
                if cell.refresh():
                    push(cell)


class Interval:
    def __init__(self, lo, hi):
        self.lo, self.hi = lo, hi
        self.watchers = []

    def narrow(self, lo, hi):
        lo, hi = max(lo, self.lo), min(hi, self.hi)
        if lo > hi:
            raise ValueError("empty")
        if (lo, hi) == (self.lo, self.hi):
            return False
        self.lo, self.hi = lo, hi
        return True


class Rule:
    def __init__(self, *vs):
        self.vs = vs
        for v in vs:
            v.watchers.append(self)


class Less(Rule):
    def apply(self):
        a, b = self.vs
        if a.narrow(a.lo, b.hi - 1):
            yield a
        if b.narrow(a.lo + 1, b.hi):
            yield b


class Sum(Rule):
    def apply(self):
        a, b, c = self.vs
        if c.narrow(a.lo + b.lo, a.hi + b.hi):
            yield c
        if a.narrow(c.lo - b.hi, c.hi - b.lo):
            yield a
        if b.narrow(c.lo - a.hi, c.hi - a.lo):
            yield b


def solve(rules):
    queue, steps = list(rules), 0
    queued = set(map(id, queue))
    while queue:
        r = queue.pop()
        queued.discard(id(r))
        steps += 1
        for v in r.apply():
            for w in v.watchers:
                if id(w) not in queued:
                    queued.add(id(w))
                    queue.append(w)
    return steps


def main():
    s = Sheet()
    n = 40
    for r in range(1, n):
        for c in range(n):
            left = s[f"{r - 1}:{max(c - 1, 0)}"]
            right = s[f"{r - 1}:{c}"]
            if (r + c) % 3:
                s[f"{r}:{c}"].bind(lambda a, b: (a + b) % 1009, left, right)
            else:
                s[f"{r}:{c}"].bind(lambda a, b: a if a > b else b, left, right)
    for i in range(600):
        s[f"0:{i * 7 % n}"] = i * 13 % 97 + 1
    report(s.updates, sum(c.value for c in s.cells.values()), s["39:39"].value)
    report(max(c.evals for c in s.cells.values()), s["39:20"].rank)
    s["39:0"].bind(lambda *v: sum(v), *[s[f"38:{c}"] for c in range(n)])
    s["0:0"] = 500
    report(s["39:0"].value, s.updates)
    for size in (60, 120, 180):
        xs = [Interval(0, size + 5) for _ in range(size)]
        rules = [Less(a, b) for a, b in zip(xs, xs[1:])]
        tot = [Interval(0, 3 * size) for _ in range(size - 1)]
        rules += [Sum(a, b, t) for a, b, t in zip(xs, xs[1:], tot)]
        steps = solve(rules)
        report(size, steps, sum(x.lo for x in xs), sum(x.hi for x in xs), sum(t.hi - t.lo for t in tot))
    try:
        ys = [Interval(0, 10) for _ in range(20)]
        solve([Less(a, b) for a, b in zip(ys, ys[1:])])
    except ValueError as e:
        report("conflict", e)


if __name__ == "__main__":
    for _ in range(ROUNDS):
        output.clear()
        main()
    print("\n".join(output))
