# Reactive spreadsheet cells (an object graph with dependency tracking)
# and a backtracking constraint solver for map colouring.

class Cell:
    def __init__(self, sheet, name, formula):
        self.sheet, self.name = sheet, name
        self.dependents = set()
        self.sources = []
        self._value = None
        self.dirty = True
        self.formula = formula

    @property
    def formula(self):
        return self._formula

    @formula.setter
    def formula(self, f):
        for s in self.sources:
            s.dependents.discard(self.name)
        self.sources = []
        self._formula = f
        if callable(f):
            for ref in f.refs:
                src = self.sheet.cells[ref]
                src.dependents.add(self.name)
                self.sources.append(src)
        self.invalidate()

    def invalidate(self):
        stack = [self]
        while stack:
            cell = stack.pop()
            cell.dirty = True
            for d in cell.dependents:
                dep = self.sheet.cells[d]
                if not dep.dirty:
                    stack.append(dep)

    @property
    def value(self):
        if self.dirty:
            self.sheet.evals += 1
            f = self._formula
            self._value = f(*[s.value for s in self.sources]) if callable(f) else f
            self.dirty = False
        return self._value


class Sheet:
    def __init__(self):
        self.cells = {}
        self.evals = 0

    def __setitem__(self, name, formula):
        if name in self.cells:
            self.cells[name].formula = formula
        else:
            self.cells[name] = Cell(self, name, formula)

    def __getitem__(self, name):
        return self.cells[name].value

    def link(self, name, refs, fn):
        self[name] = Formula(fn, refs)


class Formula:
    def __init__(self, fn, refs):
        self.fn = fn
        self.refs = tuple(refs)

    def __call__(self, *vals):
        return self.fn(*vals)


class Problem:
    def __init__(self):
        self.domains = {}
        self.arcs = {}
        self.nodes = 0

    def variable(self, name, domain):
        self.domains[name] = list(domain)
        self.arcs[name] = []

    def constrain(self, a, b, test):
        self.arcs[a].append((b, test))
        self.arcs[b].append((a, lambda y, x: test(x, y)))

    def solve(self, domains=None, assigned=()):
        domains = domains or self.domains
        if len(assigned) == len(domains):
            return {v: domains[v][0] for v in domains}
        self.nodes += 1
        var = min((v for v in domains if v not in assigned), key=lambda v: (len(domains[v]), -len(self.arcs[v]), v))
        for value in domains[var]:
            pruned = self.prune(domains, var, value)
            if pruned:
                answer = self.solve(pruned, assigned + (var,))
                if answer:
                    return answer
        return None

    def prune(self, domains, var, value):
        new = dict(domains)
        new[var] = [value]
        for other, test in self.arcs[var]:
            keep = [w for w in new[other] if test(value, w)]
            if not keep:
                return None
            new[other] = keep
        return new


sheet = Sheet()
N = 60
for c in range(N):
    sheet[f'a{c}'] = c
for r, prev in zip('bcdefgh', 'abcdefg'):
    for c in range(N):
        left = f'{prev}{c - 1}' if c else f'{prev}{N - 1}'
        sheet.link(f'{r}{c}', [f'{prev}{c}', left], lambda x, y: (2 * x + y) % 10007)
sheet.link('total', [f'h{c}' for c in range(N)], lambda *vs: sum(vs))
acc = 0
for step in range(6000):
    sheet[f'a{step * 7 % N}'] = step
    acc = (acc * 31 + sheet['total']) % 1000000007
print(acc, sheet['total'], sheet.evals)

differ = lambda x, y: x != y
p = Problem()
W, H = 11, 8
for x in range(W):
    for y in range(H):
        p.variable((x, y), 'rgb' if (x + y) % 3 else 'bgry')
for x in range(W):
    for y in range(H):
        if x + 1 < W:
            p.constrain((x, y), (x + 1, y), differ)
        if y + 1 < H:
            p.constrain((x, y), (x, y + 1), differ)
        if (x * y) % 5 == 1 and x + 1 < W and y + 1 < H:
            p.constrain((x, y), (x + 1, y + 1), differ)
for attempt in range(60):
    answer = p.solve()
print(p.nodes, ''.join(answer[k] for k in sorted(answer)))

q = Problem()
for r in range(14):
    q.variable(r, range(14))
for a in range(14):
    for b in range(a + 1, 14):
        q.constrain(a, b, lambda x, y, d=b - a: x != y and abs(x - y) != d)
for attempt in range(40):
    board = q.solve()
print(q.nodes, [board[r] for r in range(14)])
