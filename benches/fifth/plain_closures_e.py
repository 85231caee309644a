"""Closures: counters, decorators, composition, memo tables, a small event bus."""

ROUNDS = 150000


def make_counter(start=0):
    count = start

    def increment(by=1):
        nonlocal count
        count += by
        return count

    def reset():
        nonlocal count
        count = start

    return increment, reset


def compose(*functions):
    def composed(x):
        for f in functions:
            x = f(x)
        return x
    return composed


def adder(n):
    return lambda x: x + n


def multiplier(n):
    return lambda x: x * n


def memoize(f):
    cache = {}

    def wrapper(*args):
        if args not in cache:
            cache[args] = f(*args)
            wrapper.misses += 1
        else:
            wrapper.hits += 1
        return cache[args]

    wrapper.hits = wrapper.misses = 0
    wrapper.clear = cache.clear
    return wrapper


def logged(log, level):
    def decorate(f):
        def wrapper(*args, **kwargs):
            result = f(*args, **kwargs)
            if result % level == 0:
                log.append(result)
            return result
        return wrapper
    return decorate


@memoize
def paths(x, y):
    if x == 0 or y == 0:
        return 1
    return (paths(x - 1, y) + paths(x, y - 1)) % 1000003


def event_bus():
    handlers = {}

    def on(event, handler):
        handlers.setdefault(event, []).append(handler)

        def off():
            handlers[event].remove(handler)
        return off

    def emit(event, *args):
        for handler in list(handlers.get(event, [])):
            handler(*args)

    return on, emit


def account(balance):
    def deposit(n):
        nonlocal balance
        balance += n
        return balance

    def withdraw(n):
        nonlocal balance
        if n > balance:
            return -1
        balance -= n
        return balance

    return {"deposit": deposit, "withdraw": withdraw, "balance": lambda: balance}


def curry3(f):
    return lambda a: lambda b: lambda c: f(a, b, c)


def main():
    log = []

    @logged(log, level=97)
    def mix(a, b, c=3):
        return (a * 31 + b * 17 + c) % 1009

    increment, reset = make_counter(5)
    pipeline = compose(adder(3), multiplier(5), adder(-7), lambda x: x % 1013, multiplier(2))
    on, emit = event_bus()
    totals = {"tick": 0, "odd": 0}

    def tick(n):
        totals["tick"] += n

    def odd(n):
        if n % 2:
            totals["odd"] += 1

    on("tick", tick)
    acc = account(100)
    clamp = curry3(lambda lo, hi, x: max(lo, min(hi, x)))(10)(90)
    value = 1
    clamped = 0
    for r in range(ROUNDS):
        value = pipeline(value + r)
        increment()
        if increment(2) > 500:
            reset()
        off = on("tick", odd)
        emit("tick", r % 10)
        off()
        emit("tick", 1)
        mix(r, value, c=increment())
        clamped += clamp(r % 101)
        acc["deposit"](r % 7)
        acc["withdraw"](r % 11)
        if r % 50 == 0:
            paths.clear()
        total = paths(r % 10, 8)
    print(value, increment(), totals)
    print(len(log), sum(log), clamped, acc["balance"]())
    print(total, paths.hits, paths.misses)


main()
