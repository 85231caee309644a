# A little expression-tree algebra system + visitor dispatch + mixins.


class Expr:
    prec = 0

    def __add__(self, other): return Add(self, wrap(other))
    def __radd__(self, other): return Add(wrap(other), self)
    def __mul__(self, other): return Mul(self, wrap(other))
    def __rmul__(self, other): return Mul(wrap(other), self)
    def __sub__(self, other): return Add(self, Mul(Const(-1), wrap(other)))
    def __neg__(self): return Mul(Const(-1), self)
    def simplify(self): return self
    def accept(self, visitor):
        return getattr(visitor, 'visit_' + type(self).__name__.lower())(self)


def wrap(v):
    return v if isinstance(v, Expr) else Const(v)


class Const(Expr):
    def __init__(self, value):
        self.value = value
    def eval(self, env): return self.value
    def diff(self, name): return Const(0)
    def __eq__(self, other): return isinstance(other, Const) and other.value == self.value
    def __hash__(self): return hash(self.value)
    def __str__(self): return str(self.value)


class Var(Expr):
    def __init__(self, name):
        self.name = name
    def eval(self, env): return env[self.name]
    def diff(self, name): return Const(1 if name == self.name else 0)
    def __str__(self): return self.name


class Binary(Expr):
    op = '?'
    def __init__(self, left, right):
        self.left = left
        self.right = right
    def simplify(self):
        l, r = self.left.simplify(), self.right.simplify()
        if isinstance(l, Const) and isinstance(r, Const):
            return Const(self.combine(l.value, r.value))
        return self.rules(l, r)
    def eval(self, env):
        return self.combine(self.left.eval(env), self.right.eval(env))
    def __str__(self):
        return f'({self.left} {self.op} {self.right})'


class Add(Binary):
    op = '+'
    def combine(self, a, b): return a + b
    def rules(self, l, r):
        if l == Const(0): return r
        if r == Const(0): return l
        return Add(l, r)
    def diff(self, name):
        return Add(self.left.diff(name), self.right.diff(name))


class Mul(Binary):
    op = '*'
    def combine(self, a, b): return a * b
    def rules(self, l, r):
        for p, q in ((l, r), (r, l)):
            if isinstance(p, Const):
                if p.value == 0: return Const(0)
                if p.value == 1: return q
        return Mul(l, r)
    def diff(self, name):
        return Add(Mul(self.left.diff(name), self.right),
                   Mul(self.left, self.right.diff(name)))


class Counting:
    def __init__(self):
        self.counts = {}
    def tick(self, key):
        self.counts[key] = self.counts.get(key, 0) + 1


class SizeVisitor(Counting):
    def visit_const(self, e):
        self.tick('const')
        return 1
    def visit_var(self, e):
        self.tick('var')
        return 1
    def visit_binary(self, e):
        self.tick(e.op)
        return 1 + e.left.accept(self) + e.right.accept(self)
    visit_add = visit_mul = visit_binary


class DepthVisitor(SizeVisitor):
    def visit_binary(self, e):
        self.tick(e.op)
        return 1 + max(e.left.accept(self), e.right.accept(self))
    visit_add = visit_binary
    visit_mul = visit_binary


def horner(coeffs, x):
    e = wrap(0)
    for c in coeffs:
        e = e * x + c
    return e


x, y = Var('x'), Var('y')
poly = horner([3, 0, -2, 5, 1, -7], x) * (y * y + 2 * x * y - 4) + horner([1, 2, 1], y)
checks = 0
for n in range(1500):
    d = poly.diff('x').simplify()
    d2 = d.diff('y').simplify()
    for v in range(5):
        checks += d2.eval({'x': v, 'y': n % 4}) + poly.eval(dict(x=v, y=n))
print(checks)
d = poly.diff('x').simplify()
print(len(str(d)), str(d)[:70])
for cls in (SizeVisitor, DepthVisitor):
    vis = cls()
    result = 0
    for _ in range(4000):
        result += d.accept(vis)
    print(cls.__name__, result, sorted(vis.counts.items()))
