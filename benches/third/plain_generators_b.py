"""Generators as tasks, iterators, primes, throw/close, grid walkers and merging streams."""

ROUNDS = 15
output = []


def report(*items):
    output.append(" ".join(str(x) for x in items))


def primes():
    """Incremental sieve using a dict of iterators' next composites."""
    yield 2
    comps = {}
    n = 3
    while True:
        p = comps.pop(n, None)
        if p is None:
            yield n
            comps[n * n] = 2 * n
        else:
            m = n + p
            while m in comps:
                m += p
            comps[m] = p
        n += 2


class Scheduler:
    def __init__(self):
        self.queue = []
        self.log = 0
        self.ticks = 0

    def spawn(self, gen):
        self.queue.append(gen)

    def run(self):
        q = self.queue
        while q:
            nxt = []
            for task in q:
                self.ticks += 1
                try:
                    v = next(task)
                except StopIteration as stop:
                    self.log = (self.log * 31 + stop.value) % 1000007
                else:
                    if v is not None:
                        nxt.append(v)
                    nxt.append(task)
            q = nxt


def worker(n, step):
    acc = 0
    for i in range(0, n, step):
        acc += i
        yield
    return acc


def parent(k):
    for i in range(1, k):
        yield worker(i * 20, i % 3 + 1)
    return k


def merge(a, b):
    done = object()
    x, y = next(a, done), next(b, done)
    while x is not done and y is not done:
        if x <= y:
            yield x
            x = next(a, done)
        else:
            yield y
            y = next(b, done)
    rest, v = (a, x) if y is done else (b, y)
    if v is not done:
        yield v
        yield from rest


def resilient(log):
    total = 0
    try:
        while True:
            try:
                x = yield total
                total += x
            except ValueError:
                log.append(total)
                total = 0
    finally:
        log.append("closed")


def spiral(n):
    x = y = 0
    dx, dy = 0, -1
    for _ in range(n):
        yield x, y
        if x == y or (x < 0 and x == -y) or (x > 0 and x == 1 - y):
            dx, dy = -dy, dx
        x, y = x + dx, y + dy


class Countdown:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n <= 0:
            raise StopIteration
        self.n -= 1
        return self.n


def hanoi(n, a="A", b="B", c="C"):
    if n:
        yield from hanoi(n - 1, a, c, b)
        yield a + c
        yield from hanoi(n - 1, b, a, c)


def main():
    count = last = 0
    for p in primes():
        if p > 150000:
            break
        count += 1
        last = p
    report(count, last)
    s = Scheduler()
    for k in range(2, 30):
        s.spawn(parent(k))
    s.run()
    report(s.ticks, s.log)
    m = merge(merge((i * 3 for i in range(12000)), (i * 5 for i in range(9000))), (i * i for i in range(200)))
    h = n = 0
    for v in m:
        h = (h * 17 + v) % 1000003
        n += 1
    report(n, h)
    log = []
    r = resilient(log)
    next(r)
    for i in range(30000):
        if i % 100 == 99:
            r.throw(ValueError("reset"))
        else:
            r.send(i)
    r.close()
    report(len(log), log[0], log[-2], log[-1])
    report(sum(abs(x) * 3 + y for x, y in spiral(60000)))
    report(sum(x for x in Countdown(60000) if x % 7 == 0))
    moves = list(hanoi(12))
    report(len(moves), moves[:4], moves.count("AC"))
    first, *mid, end = (c for c in "generator" if c != "e")
    report(first, "".join(mid), end, max((len(w), w) for w in "to be or not".split()))


if __name__ == "__main__":
    for _ in range(ROUNDS):
        output.clear()
        main()
    print("\n".join(output))
