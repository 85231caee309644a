# Callbacks, continuation style, pipelines of functions, visitors, dispatch.
def pipeline(*steps):
    def run(v):
        for s in steps:
            v = s(v)
        return v
    return run


slug = pipeline(str.strip, str.lower, lambda s: s.replace(" ", "-"), lambda s: "".join(c for c in s if c.isalnum() or c == "-"))
print(slug("  Hello, Big World!  "))


class Events:
    def __init__(self):
        self._h = {}

    def on(self, name):
        def deco(f):
            self._h.setdefault(name, []).append(f)
            return f
        return deco

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda *a, **k: [f(*a, **k) for f in self._h.get(name, [])]


ev = Events()


@ev.on("greet")
@ev.on("hello")
def first(n):
    return f"first {n}"


@ev.on("greet")
def second(n):
    return n * 2


print(ev.greet("x"), ev.hello("y"), ev.nothing(1, 2), first("direct"))


def cps_fact(n, k):
    return k(1) if n == 0 else cps_fact(n - 1, lambda r: k(n * r))


print(cps_fact(20, lambda r: r))


def trampoline(f):
    def run(*a):
        r = f(*a)
        while callable(r):
            r = r()
        return r
    return run


@trampoline
def count(n, acc=0):
    return acc if n == 0 else lambda: count.__closure__[0].cell_contents(n - 1, acc + n)


print(count(1000))


class Visitor:
    def visit(self, node):
        return getattr(self, f"visit_{type(node).__name__}", self.default)(node)

    def default(self, node):
        raise NotImplementedError(f"no visit for {type(node).__name__}")


class Eval(Visitor):
    def visit_int(self, n): return n
    def visit_tuple(self, t):
        op, *args = t
        vals = [self.visit(a) for a in args]
        return {"+": sum, "*": lambda v: v[0] * v[1], "-": lambda v: v[0] - v[1], "max": max}[op](vals)


class Show(Visitor):
    def visit_int(self, n): return str(n)
    def visit_tuple(self, t):
        op, *args = t
        return "(" + f" {op} ".join(map(self.visit, args)) + ")"


tree = ("+", 1, ("*", 2, 3), ("-", 10, ("max", 4, 6)))
print(Show().visit(tree), "=", Eval().visit(tree))
try:
    Eval().visit([1])
except NotImplementedError as e:
    print(e)


def memo_with_limit(limit):
    def deco(f):
        cache = {}

        def inner(*a):
            if a in cache:
                cache[a] = v = cache.pop(a)
                return v
            v = cache[a] = f(*a)
            if len(cache) > limit:
                del cache[next(iter(cache))]
            return v
        inner.cache = cache
        return inner
    return deco


@memo_with_limit(3)
def slow(n):
    return n * n


print([slow(n) for n in (1, 2, 3, 1, 4, 5)], list(slow.cache))
compose2 = lambda f, g: lambda *a: f(g(*a))
print(compose2(str, max)(3, 9, 2), [f(10) for f in [lambda x, k=k: x * k for k in range(4)]])


def flexible(*args, **kwargs):
    match args, kwargs:
        case (), {}:
            return "nothing"
        case (x,), {}:
            return f"one {x}"
        case (x, *rest), {"sep": s}:
            return s.join(map(str, [x, *rest]))
        case _:
            return f"{len(args)} and {sorted(kwargs)}"


print(flexible() , flexible(1), flexible(1, 2, sep="/"), flexible(1, 2, a=1, b=2))
