"""Generators: pipelines, recursion with yield from, send, hand-made iterators."""

COUNT = 82000


def count(start=0, step=1):
    n = start
    while True:
        yield n
        n += step


def take(n, source):
    for _, item in zip(range(n), source):
        yield item


def primes():
    yield 2
    found = [2]
    for n in count(3, 2):
        for p in found:
            if p * p > n:
                yield n
                found.append(n)
                break
            if n % p == 0:
                break


def fibonacci():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, (a + b) % 1000007


class Tree:
    def __init__(self, value):
        self.value = value
        self.left = None
        self.right = None

    def insert(self, value):
        node = self
        while True:
            if value < node.value:
                if node.left is None:
                    node.left = Tree(value)
                    return
                node = node.left
            else:
                if node.right is None:
                    node.right = Tree(value)
                    return
                node = node.right

    def __iter__(self):
        if self.left:
            yield from self.left
        yield self.value
        if self.right:
            yield from self.right


def running_mean():
    total = 0.0
    n = 0
    mean = None
    while True:
        value = yield mean
        total += value
        n += 1
        mean = total / n


def windows(source, size):
    window = []
    for item in source:
        window.append(item)
        if len(window) > size:
            window.pop(0)
        if len(window) == size:
            yield tuple(window)


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


def combos(items, n):
    if n == 0:
        yield ()
        return
    for i, item in enumerate(items):
        for rest in combos(items[i + 1:], n - 1):
            yield (item,) + rest


def main():
    print("primes", sum(take(COUNT // 2, primes())))
    print("fib", sum(x for x in take(COUNT * 4, fibonacci()) if x % 2))
    root = Tree(50000)
    for v in take(COUNT, fibonacci()):
        root.insert(v * 7919 % 100003)
    values = list(root)
    print("tree", len(values), values == sorted(values))
    mean = running_mean()
    next(mean)
    for v in take(COUNT * 4, count(5, 3)):
        last = mean.send(v)
    print("mean", last)
    print("windows", sum(max(w) - min(w) for w in windows(take(COUNT, fibonacci()), 4)))
    print("merge", sum(i * v for i, v in enumerate(merge(range(0, COUNT * 3, 3), range(1, COUNT * 2, 2)))))
    print("combos", sum(1 for c in combos(list(range(22)), 4) if sum(c) % 3 == 0))


main()
