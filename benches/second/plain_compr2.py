def work(n):
    sq = [x * x for x in range(n) if x % 3]
    d = {x: str(x) for x in range(n)}
    s = {x % 101 for x in sq}
    nested = [[i * j for j in range(20)] for i in range(n // 20)]
    flat = [y for row in nested for y in row if y & 1]
    inv = {v: k for k, v in d.items() if k % 2}
    pairs = [(a, b) for a in range(60) for b in range(60) if a < b]
    z = [a + b for a, b in zip(sq, flat)]
    e = [i * len(v) for i, v in enumerate(d.values())]
    return len(sq) + len(s) + sum(flat) + len(inv) + len(pairs) + sum(z) + sum(e) + any(x > 10 ** 9 for x in sq) + sum(1 for w in d.values() if w.startswith("1"))
print(sum(work(10000) for _ in range(40)))
