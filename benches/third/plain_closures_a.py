"""Closures: counters with nonlocal, decorators, memoising, partials, compose, *args/**kwargs."""

ROUNDS = 6
output = []


def report(*items):
    output.append(" ".join(str(x) for x in items))


def make_counter(start=0, step=1):
    n = start

    def inc():
        nonlocal n
        n += step
        return n

    def reset():
        nonlocal n
        n = start

    def peek():
        return n
    return inc, reset, peek


def memoize(f):
    cache = {}

    def wrapper(*args):
        if args not in cache:
            cache[args] = f(*args)
        return cache[args]
    wrapper.cache = cache
    return wrapper


def counted(label):
    def deco(f):
        def wrapper(*args, **kwargs):
            wrapper.calls += 1
            return f(*args, **kwargs)
        wrapper.calls = 0
        wrapper.label = label
        return wrapper
    return deco


def clamp(lo, hi):
    def deco(f):
        def wrapper(*args, **kwargs):
            r = f(*args, **kwargs)
            return lo if r < lo else hi if r > hi else r
        return wrapper
    return deco


def compose(*fs):
    def run(x):
        for f in fs:
            x = f(x)
        return x
    return run


def partial(f, *args, **kw):
    def call(*more, **kw2):
        return f(*args, *more, **{**kw, **kw2})
    return call


@memoize
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


@memoize
def grid_paths(r, c):
    if r == 0 or c == 0:
        return 1
    return grid_paths(r - 1, c) + grid_paths(r, c - 1)


@counted("score")
@clamp(-50, 50)
def score(a, b=2, *rest, scale=1, **extra):
    return (a * b - sum(rest)) * scale + len(extra)


def curry3(f):
    return lambda a: lambda b: lambda c: f(a, b, c)


def accumulator():
    total, hist = 0, []

    def add(x):
        nonlocal total
        total += x
        if total % 1000 == 0:
            hist.append(total)
        return total
    add.history = lambda: tuple(hist)
    return add


def event_bus():
    handlers = {}

    def on(name):
        def register(f):
            handlers.setdefault(name, []).append(f)
            return f
        return register

    def emit(name, *args, **kw):
        return [h(*args, **kw) for h in handlers.get(name, ())]
    return on, emit


def main():
    inc, reset, peek = make_counter(10, 3)
    for i in range(200000):
        if inc() > 5000:
            reset()
    report(peek())
    report(fib(300) % 10 ** 12, len(fib.cache), grid_paths(40, 40))
    t = 0
    for i in range(60000):
        t += score(i % 9, 3, i % 5, scale=2, tag=i) if i % 2 else score(i % 13)
    report(t, score.calls, score.label)
    f = compose(lambda x: x + 1, lambda x: x * 3, partial(pow, 2), lambda x: x % 1009)
    report(sum(f(i % 50) for i in range(30000)))
    g = curry3(lambda a, b, c: a * 100 + b * 10 + c)
    report(sum(g(i % 3)(i % 5)(i % 7) for i in range(50000)))
    adders = [lambda x, k=k: x + k for k in range(10)]
    late = [lambda: k for k in range(10)]
    report(sum(adders[i % 10](i) for i in range(60000)), [h() for h in late][:3])
    acc = accumulator()
    for i in range(100000):
        acc(i % 10)
    report(acc(0), len(acc.history()))
    on, emit = event_bus()
    seen = make_counter()

    @on("tick")
    def first(n, **kw):
        return n + kw.get("bonus", 0)

    @on("tick")
    def second(n, bonus=0):
        seen[0]()
        return -n
    report(sum(sum(emit("tick", i, bonus=i % 3)) for i in range(25000)), seen[2](), emit("none"))


if __name__ == "__main__":
    for _ in range(ROUNDS):
        output.clear()
        main()
    print("\n".join(output))
