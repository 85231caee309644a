"""Closures: counters, composition, memo tables, event buses, parser combinators."""


def counter(start, step):
    value = start

    def bump(by=1):
        nonlocal value
        value += step * by
        return value

    def read():
        return value

    return bump, read


def compose(*fns):
    def piped(x):
        for f in fns:
            x = f(x)
        return x
    return piped


def memoize(f):
    cache = {}
    hits = 0

    def wrapper(*args):
        nonlocal hits
        if args in cache:
            hits += 1
            return cache[args]
        result = cache[args] = f(*args)
        return result

    wrapper.hits = lambda: hits
    return wrapper


@memoize
def paths(r, c):
    if r == 0 or c == 0:
        return 1
    return paths(r - 1, c) + paths(r, c - 1)


def bus():
    handlers = {}

    def on(name, fn):
        handlers.setdefault(name, []).append(fn)

    def emit(name, value):
        for fn in handlers.get(name, ()):
            fn(value)

    return on, emit


def char(test):
    def parse(s, i):
        if i < len(s) and test(s[i]):
            return s[i], i + 1
        return None
    return parse


def many(p):
    def parse(s, i):
        out = []
        while (r := p(s, i)) is not None:
            out.append(r[0])
            i = r[1]
        return out, i
    return parse


def seq(*ps):
    def parse(s, i):
        out = []
        for p in ps:
            r = p(s, i)
            if r is None:
                return None
            out.append(r[0])
            i = r[1]
        return out, i
    return parse


def alt(*ps):
    def parse(s, i):
        for p in ps:
            r = p(s, i)
            if r is not None:
                return r
        return None
    return parse


def apply(p, f):
    def parse(s, i):
        r = p(s, i)
        return None if r is None else (f(r[0]), r[1])
    return parse


def calculator():
    digit = char(str.isdigit)
    number = apply(seq(digit, many(digit)), lambda r: int(r[0] + "".join(r[1])))

    def parens(s, i):
        return apply(seq(char(lambda c: c == "("), expr, char(lambda c: c == ")")), lambda r: r[1])(s, i)

    def fold(r):
        total, rest = r
        for op, v in rest:
            total = {"+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b % 9973}[op](total, v)
        return total

    atom = alt(number, parens)
    term = apply(seq(atom, many(seq(char(lambda c: c == "*"), atom))), fold)
    expr = apply(seq(term, many(seq(char(lambda c: c in "+-"), term))), fold)
    return expr


def main():
    pairs = [counter(k, k % 4 + 1) for k in range(20)]
    for n in range(38000):
        for bump, _ in pairs:
            bump(n & 1)
    print("counters", sum(read() for _, read in pairs))
    pipeline = compose(*[lambda x, k=k: (x * 3 + k) % 10007 for k in range(10)])
    x = 1
    for _ in range(70000):
        x = pipeline(x)
    print("pipeline", x)
    print("paths", paths(200, 200) % 1000003, paths.hits())
    on, emit = bus()
    seen = {"a": 0, "b": 0}
    last = None

    def keep(v):
        nonlocal last
        last = v

    on("tick", lambda v: seen.__setitem__("a", seen["a"] + v))
    on("tick", keep)
    on("tock", lambda v: seen.update(b=seen["b"] + 1))
    for n in range(250000):
        emit("tick" if n % 3 else "tock", n % 10)
    print("bus", seen, last)
    calc = calculator()
    total = 0
    for n in range(7000):
        total += calc(f"{n}*(3+{n % 17}*2)-({n}+4)*7+((2))", 0)[0]
    print("calc", total)


main()
