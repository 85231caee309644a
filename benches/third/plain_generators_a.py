"""Generator pipelines, send-based coroutines and yield from recursion."""

ROUNDS = 13
output = []


def report(*items):
    output.append(" ".join(str(x) for x in items))


def naturals(start=1):
    n = start
    while True:
        yield n
        n += 1


def take(n, it):
    if n <= 0:
        return
    for x in it:
        yield x
        n -= 1
        if n == 0:
            return


def where(pred, it):
    for x in it:
        if pred(x):
            yield x


def mapped(f, it):
    for x in it:
        yield f(x)


def chunks(it, size):
    buf = []
    for x in it:
        buf.append(x)
        if len(buf) == size:
            yield tuple(buf)
            buf = []
    if buf:
        yield tuple(buf)


def averager():
    total = 0.0
    count = 0
    avg = None
    while True:
        x = yield avg
        if x is None:
            return total, count
        total += x
        count += 1
        avg = total / count


def collect(results):
    while True:
        r = yield from averager()
        results.append(r)


class Node:
    def __init__(self, key):
        self.key = key
        self.left = None
        self.right = None

    def insert(self, key):
        node = self
        while True:
            if key == node.key:
                return
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


def permutations(xs):
    if len(xs) <= 1:
        yield xs
        return
    for i in range(len(xs)):
        for rest in permutations(xs[:i] + xs[i + 1:]):
            yield [xs[i]] + rest


def flatten(x):
    if isinstance(x, list):
        for y in x:
            yield from flatten(y)
    else:
        yield x


def main():
    pipe = take(25000, where(lambda x: x % 3 == 1, mapped(lambda x: x * x + 1, naturals())))
    report(sum(pipe))
    pipe = chunks(take(40000, naturals(5)), 7)
    report(sum(t[0] * t[-1] for t in pipe) % 1000003)

    avg = averager()
    next(avg)
    for i in range(60000):
        a = avg.send((i * 37) % 101)
    report(f"{a:.6f}")

    results = []
    col = collect(results)
    next(col)
    for batch in range(50):
        for i in range(300):
            col.send(i * batch)
        col.send(None)
    col.close()
    report(len(results), results[-1])

    root = Node(5000)
    x = 1
    for _ in range(4000):
        x = x * 5 % 10007
        root.insert(x)
    keys = list(root)
    report(len(keys), keys == sorted(keys), sum(sum(root) for _ in range(4)))

    h = 0
    for p in permutations([1, 2, 3, 4, 5, 6, 7]):
        h = (h * 7 + p[0] * p[-1]) % 1000003
    report(h)
    nested = 0
    for i in range(400):
        nested = [i, [nested, i] if i % 50 else i]
    deep = [[list(range(k)) for k in range(30)] for _ in range(60)]
    report(sum(flatten(nested)), sum(flatten(deep)))


if __name__ == "__main__":
    for _ in range(ROUNDS):
        output.clear()
        main()
    print("\n".join(output))
