"""Generators: recursive walks, pipelines, coroutines with send, lazy primes."""


def naturals(start=1):
    while True:
        yield start
        start += 1


def take(n, source):
    for _ in range(n):
        try:
            yield next(source)
        except StopIteration:
            return


def lazy_primes():
    yield 2
    composites = {}
    n = 3
    while True:
        step = composites.pop(n, None)
        if step is None:
            yield n
            composites[n * n] = 2 * n
        else:
            m = n + step
            while m in composites:
                m += step
            composites[m] = step
        n += 2


def permutations(items):
    if len(items) <= 1:
        yield items
    else:
        for i in range(len(items)):
            rest = items[:i] + items[i + 1:]
            for p in permutations(rest):
                yield items[i:i + 1] + p


def tree(depth, label):
    if depth:
        yield from tree(depth - 1, label * 2)
        yield label
        yield from tree(depth - 1, label * 2 + 1)


def chunks(source, size):
    chunk = []
    for x in source:
        chunk.append(x)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def averager():
    total = 0.0
    count = 0
    mean = None
    try:
        while True:
            value = yield mean
            total += value
            count += 1
            mean = total / count
    except GeneratorExit:
        pass
    return


def accumulate_pairs():
    result = 0
    while True:
        pair = yield
        if pair is None:
            return result
        result += pair[0] * pair[1]


def delegate(log):
    while True:
        result = yield from accumulate_pairs()
        log.append(result)


def main():
    ps = list(take(60000, lazy_primes()))
    print("primes", ps[:6], ps[-1])
    count = sum(1 for p in permutations("abcdefgh") if p[0] < p[-1])
    print("permutations", count)
    weights = 0
    for i, label in enumerate(tree(16, 1)):
        weights = (weights + i * label) % 1000003
    print("tree", weights)
    squares = (n * n for n in naturals())
    odd = (s for s in squares if s % 2)
    totals = [sum(c) for c in chunks(take(500000, odd), 1000)]
    print("chunks", len(totals), totals[0], totals[-1] % 1000003)
    avg = averager()
    next(avg)
    mean = 0
    for n in range(600000):
        mean = avg.send(n % 1000)
    avg.close()
    print(f"mean {mean:.2f}")
    log = []
    d = delegate(log)
    next(d)
    for n in range(300000):
        d.send(None if n % 500 == 499 else (n % 7, n % 11))
    d.close()
    print("log", len(log), sum(log), log[:3])


main()
