# Functions that make functions.


def compose(*fs):
    def run(x):
        for f in fs:
            x = f(x)
        return x
    return run


def curry2(f):
    return lambda a: lambda b: f(a, b)


def counter(start=0):
    n = start

    def inc(by=1):
        nonlocal n
        n += by
        return n

    def get():
        return n

    return inc, get


def memoize(f):
    cache = {}
    hits = 0

    def wrapper(*args):
        nonlocal hits
        if args in cache:
            hits += 1
            return cache[args]
        r = cache[args] = f(*args)
        return r

    wrapper.hits = lambda: hits
    return wrapper


def make_account(balance):
    history = []

    def deposit(x):
        nonlocal balance
        balance += x
        history.append(x)
        return balance

    def withdraw(x):
        return deposit(-x) if x <= balance else None

    return {"deposit": deposit, "withdraw": withdraw, "history": lambda: len(history)}


# Church numerals
zero = lambda f: lambda x: x
succ = lambda n: lambda f: lambda x: f(n(f)(x))
plus = lambda m: lambda n: lambda f: lambda x: m(f)(n(f)(x))
times = lambda m: lambda n: lambda f: m(n(f))
to_int = lambda n: n(lambda k: k + 1)(0)


@memoize
def grid_paths(r, c):
    return 1 if r == 0 or c == 0 else grid_paths(r - 1, c) + grid_paths(r, c - 1)


def reduce(f, xs, acc):
    for x in xs:
        acc = f(acc, x)
    return acc


def main():
    pipeline = compose(*[(lambda x, k=k: (x * k + 1) % 9973) for k in range(2, 22)])
    print("compose", reduce(lambda a, x: a ^ pipeline(x), range(120000), 0))

    inc, get = counter(10)
    for i in range(1500000):
        inc(i & 3)
    print("counter", get())

    add = curry2(lambda a, b: a + b)
    adders = [add(k) for k in range(100)]
    print("curry", sum(f(i) for i in range(16000) for f in adders))

    print("paths", grid_paths(160, 160) % 1000003, grid_paths.hits())

    acct = make_account(100)
    refused = 0
    for i in range(400000):
        acct["deposit"](i % 10)
        if acct["withdraw"](i % 13) is None:
            refused += 1
    print("account", acct["deposit"](0), refused, acct["history"]())

    n = zero
    for _ in range(30):
        n = succ(n)
    print("church", to_int(n), to_int(plus(n)(n)), to_int(times(times(n)(n))(n)), to_int(n(succ)(zero)))


main()
