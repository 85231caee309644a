"""Generators: infinite streams, recursive yield from, send(), pipelines."""


def count(n=0, step=1):
    while True:
        yield n
        n += step


def take(n, it):
    for _ in range(n):
        yield next(it)


def primes():
    yield 2
    yield 3
    known = [3]
    for n in count(5, 2):
        for p in known:
            if n % p == 0:
                break
            if p * p > n:
                known.append(n)
                yield n
                break


class Tree:
    def __init__(self, lo, hi):
        mid = (lo + hi) // 2
        self.value = mid
        self.left = Tree(lo, mid) if lo < mid else None
        self.right = Tree(mid + 1, hi) if mid + 1 < hi else None

    def __iter__(self):
        if self.left:
            yield from self.left
        yield self.value
        if self.right:
            yield from self.right


def permutations(xs):
    if not xs:
        yield ()
        return
    for i, x in enumerate(xs):
        for rest in permutations(xs[:i] + xs[i + 1:]):
            yield (x, *rest)


def running_mean():
    total = n = 0
    while True:
        total += yield total / n if n else None
        n += 1


def merge(a, b):
    x, y = next(a, None), next(b, None)
    while x is not None and y is not None:
        if x <= y:
            yield x
            x = next(a, None)
        else:
            yield y
            y = next(b, None)
    if x is not None:
        yield x
    yield from a
    if y is not None:
        yield y
    yield from b


def chunked(it, size):
    chunk = []
    for x in it:
        chunk.append(x)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def delegator(log):
    while True:
        got = yield from worker()
        log.append(got)


def worker():
    s = 0
    for _ in range(10):
        s += yield s
    return s


def main():
    print("primes", sum(take(15000, primes())))
    tree = Tree(0, 1 << 16)
    print("tree", sum(1 for _ in tree), sum(v * (i & 3) for i, v in enumerate(tree)))
    print("perms", sum(p[0] * p[-1] for p in permutations(list(range(9)))))
    rm = running_mean()
    next(rm)
    print("mean %.6f" % [rm.send(i % 1000) for i in range(400000)][-1])
    merged = merge(iter(range(0, 300000, 2)), iter(range(1, 300000, 3)))
    print("merge", sum(c[0] ^ c[-1] for c in chunked(merged, 7)))
    log = []
    d = delegator(log)
    d.send(None)
    for i in range(300000):
        d.send(i)
    d.close()
    print("delegate", len(log), sum(log))


main()
