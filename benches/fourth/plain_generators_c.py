"""Generator pipelines and combinators written by hand."""


def count(start=0, step=1):
    while True:
        yield start
        start += step


def take(n, it):
    for _, x in zip(range(n), it):
        yield x


def take_while(pred, it):
    for x in it:
        if not pred(x):
            return
        yield x


def chain(*its):
    for it in its:
        yield from it


def chunked(it, size):
    chunk = []
    for x in it:
        chunk.append(x)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def windowed(it, n):
    win = []
    for x in it:
        win.append(x)
        if len(win) > n:
            win.pop(0)
        if len(win) == n:
            yield tuple(win)


def primes():
    yield 2
    composites = {}
    for n in count(3, 2):
        step = composites.pop(n, None)
        if step is None:
            composites[n * n] = 2 * n
            yield n
        else:
            m = n + step
            while m in composites:
                m += step
            composites[m] = step


def merge(a, b):
    a, b = iter(a), iter(b)
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


def permutations(items):
    if not items:
        yield ()
        return
    for i in range(len(items)):
        for rest in permutations(items[:i] + items[i + 1:]):
            yield (items[i],) + rest


class Node:
    def __init__(self, key):
        self.key = key
        self.left = self.right = None

    def insert(self, key):
        node = self
        while True:
            side = "left" if key < node.key else "right"
            child = getattr(node, side)
            if child is None:
                setattr(node, side, Node(key))
                return
            node = child

    def __iter__(self):
        if self.left:
            yield from self.left
        yield self.key
        if self.right:
            yield from self.right


def averager():
    total, n = 0.0, 0
    value = yield None
    while value is not None:
        total += value
        n += 1
        value = yield total / n
    return total, n


def collect(results):
    while True:
        results.append((yield from averager()))


def main():
    print(list(take(10, primes())), sum(take(70000, primes())))
    sq = (n * n for n in count(1))
    odd = (n for n in sq if n % 2)
    print(sum(take_while(lambda n: n < 10 ** 12, odd)))
    print(sum(max(c) for c in chunked(range(900000), 7)))
    print(sum(a * c - b for a, b, c in windowed(take(300000, count(5, 3)), 3)) % 999983)
    merged = merge((3 * i for i in range(250000)), (5 * i for i in range(200000)))
    print(sum(i * x for i, x in enumerate(merged)) % 1000003)
    print(sum(1 for p in permutations("abcdefgh") if p[0] < p[-1]))
    root = Node(5000)
    for i in range(10000):
        root.insert(i * 7919 % 10007)
    keys = list(root)
    print(len(keys), keys == sorted(keys), sum(k for k in chain(root, root)))
    results = []
    sink = collect(results)
    next(sink)
    for i in range(300000):
        sink.send(None if i % 1000 == 999 else i % 17)
    print(len(results), results[0], results[-1])


main()
