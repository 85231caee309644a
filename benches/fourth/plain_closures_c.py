"""Closures: counters, memoisers, composition, middleware."""


def make_counter(start=0, step=1):
    value = start

    def increment():
        nonlocal value
        value += step
        return value

    def reset():
        nonlocal value
        value = start

    increment.reset = reset
    return increment


def memoize(fn):
    cache = {}

    def wrapper(*args):
        if args not in cache:
            cache[args] = fn(*args)
        return cache[args]

    wrapper.cache = cache
    return wrapper


def compose(*fns):
    def composed(x):
        for f in fns:
            x = f(x)
        return x
    return composed


def curry_add(a):
    return lambda b: lambda c: a + b + c


def partial(fn, *args, **kw):
    def call(*more, **kw2):
        return fn(*args, *more, **{**kw, **kw2})
    return call


def trace(log):
    def decorate(fn):
        def inner(*args):
            log[fn.__name__] = log.get(fn.__name__, 0) + 1
            return fn(*args)
        inner.__name__ = fn.__name__
        return inner
    return decorate


LOG = {}


@memoize
@trace(LOG)
def grid_paths(r, c):
    return 1 if r == 0 or c == 0 else grid_paths(r - 1, c) + grid_paths(r, c - 1)


@trace(LOG)
def clamp(lo, hi, v):
    return max(lo, min(hi, v))


def accumulator():
    total = 0
    items = 0

    def add(x):
        nonlocal total, items
        total += x
        items += 1

    def mean():
        return total / items if items else 0.0

    return add, mean


def weighted(base, *, scale=1, offset=0):
    return base * scale + offset


def rate_limiter(limit, window):
    recent = []

    def allow(now):
        while recent and recent[0] <= now - window:
            recent.pop(0)
        if len(recent) < limit:
            recent.append(now)
            return True
        return False
    return allow


def pipeline(handler, middleware):
    for m in reversed(middleware):
        handler = m(handler)
    return handler


def doubling(nxt):
    return lambda req: nxt(req * 2)


def auditing(audit):
    def middleware(nxt):
        def handle(req):
            audit["seen"] += 1
            res = nxt(req)
            audit["sum"] += res
            return res
        return handle
    return middleware


def main():
    counters = [make_counter(i, i + 1) for i in range(5)]
    for i in range(1500000):
        counters[i % 5]()
    counters[2].reset()
    print([c() for c in counters])

    print(grid_paths(60, 60), len(grid_paths.cache))
    f = compose(lambda x: x + 1, lambda x: x * 3, lambda x: x % 1009, str, len)
    print(sum(map(f, range(300000))))
    print(sum(curry_add(i)(i + 1)(i * 2) for i in range(250000)))

    limit = partial(clamp, 10, 500)
    heavy = partial(weighted, scale=3)
    print(sum(limit(i) + heavy(i, offset=2) for i in range(100000)))

    add, mean = accumulator()
    for x in range(300000):
        add(x % 77)
    print(f"{mean():.5f}")

    allow = rate_limiter(limit=5, window=20)
    print(sum(allow(t) for t in range(100000)))

    audit = {"seen": 0, "sum": 0}
    handle = pipeline(lambda r: r + 1, [auditing(audit), doubling, doubling])
    for r in range(250000):
        handle(r)
    print(audit, LOG)


main()
