# Coroutine-style scheduler, token streams and tree walks with generators.

class Scheduler:
    def __init__(self):
        self.ready = []
        self.log = {}
        self.ticks = 0

    def add(self, name, gen):
        self.ready.append((name, gen))

    def run(self):
        while self.ready:
            survivors = []
            for name, gen in self.ready:
                try:
                    op = next(gen)
                except StopIteration as stop:
                    self.log[name] = stop.value
                else:
                    self.ticks += op
                    survivors.append((name, gen))
            self.ready = survivors


def worker(n, cost=1):
    done = 0
    for i in range(n):
        done += i % 3
        yield cost
    return done


def two_phase(n):
    a = yield from worker(n)
    b = yield from worker(n // 2, cost=2)
    return a - b


def tokens(text):
    i, n = 0, len(text)
    while i < n:
        ch = text[i]
        if ch.isspace():
            i += 1
        elif ch.isdigit():
            j = i
            while j < n and text[j].isdigit():
                j += 1
            yield 'num', int(text[i:j])
            i = j
        else:
            yield 'op', ch
            i += 1
    yield 'end', None


class Calc:
    PREC = {'+': 1, '-': 1, '*': 2, '/': 2}

    def __init__(self, text):
        self.stream = tokens(text)
        self.advance()

    def advance(self):
        self.kind, self.value = next(self.stream)

    def atom(self):
        kind, value = self.kind, self.value
        self.advance()
        if kind == 'num':
            return value
        if value == '(':
            inner = self.expr()
            self.advance()
            return inner
        if value == '-':
            return -self.atom()
        raise SyntaxError(value)

    def expr(self, min_prec=1):
        left = self.atom()
        while self.kind == 'op' and self.PREC.get(self.value, 0) >= min_prec:
            op = self.value
            self.advance()
            right = self.expr(self.PREC[op] + 1)
            left = {'+': left + right, '-': left - right, '*': left * right,
                    '/': left // right if right else 0}[op]
        return left


def walk(tree, depth=0):
    if isinstance(tree, (list, tuple)):
        for sub in tree:
            yield from walk(sub, depth + 1)
    else:
        yield depth, tree


def nest(n):
    return n if n < 3 else [nest(n // 2), n, (nest(n - n // 2 - 1), -n)]


def hilbert(level, x=0, y=0, ax=1, ay=0, bx=0, by=1):
    if level == 0:
        yield x, y
        return
    h = 1 << (level - 1)
    yield from hilbert(level - 1, x, y, bx, by, ax, ay)
    yield from hilbert(level - 1, x + ax * h, y + ay * h, ax, ay, bx, by)
    yield from hilbert(level - 1, x + (ax + bx) * h, y + (ay + by) * h, ax, ay, bx, by)
    yield from hilbert(level - 1, x + ax * (h - 1) + bx * (2 * h - 1), y + ay * (h - 1) + by * (2 * h - 1),
                       -bx, -by, -ax, -ay)


def guarded(n, journal):
    try:
        for i in range(n):
            yield i
    finally:
        journal.append(n)


s = Scheduler()
for k in range(1000):
    s.add(f'w{k}', two_phase(300 + k) if k % 2 else worker(500 + k))
s.run()
print(s.ticks, len(s.log), s.log['w0'], s.log['w999'])

total = 0
for i in range(25000):
    total += Calc(f'({i} + 3) * {i % 7 + 1} - -{i % 13} * (2 + {i % 5}) / 3').expr()
print(total)
tree = nest(80000)
leaves = list(walk(tree))
print(len(leaves), max(leaves), sum(d for d, _ in leaves))
path = list(hilbert(9))
print(len(path), path[-1], sum(abs(a - c) + abs(b - d) for (a, b), (c, d) in zip(path, path[1:])))
journal = []
acc = 0
for n in range(1, 80000):
    g = guarded(n, journal)
    for v in g:
        acc += v
        if v == 4:
            break
    g.close()
print(acc, len(journal), sum(journal))
