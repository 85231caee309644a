from random import Random

rng = Random(9)
N = 450
grid = [[rng.randrange(10) for _ in range(N)] for _ in range(N)]


def stats():
    flat = [v for row in grid for v in row]
    hist = {d: sum(1 for v in flat if v == d) for d in range(10)}
    return len(flat), sum(flat), hist


def transpose(m):
    return [[row[i] for row in m] for i in range(len(m[0]))]


def neighbours(r, c):
    return [(r + dr, c + dc)
            for dr in (-1, 0, 1) for dc in (-1, 0, 1)
            if (dr or dc) and 0 <= r + dr < N and 0 <= c + dc < N]


def peaks():
    return {(r, c)
            for r in range(0, N, 3) for c in range(0, N, 3)
            if all(grid[r][c] >= grid[a][b] for a, b in neighbours(r, c))}


def pythagorean(limit):
    squares = {i * i: i for i in range(1, limit)}
    return [(a, b, squares[a * a + b * b])
            for a in range(1, limit) for b in range(a, limit)
            if a * a + b * b in squares]


def index_words(words):
    return {letter: sorted({w for w in words if letter in w})
            for letter in "abcdefghij"}


def primes(n):
    composite = {m for p in range(2, int(n ** 0.5) + 1) for m in range(p * p, n, p)}
    return [p for p in range(2, n) if p not in composite]


def nested_update(times):
    data = [[i * j for j in range(20)] for i in range(20)]
    for t in range(times):
        data = [[(v * 3 + (i ^ j) + t) % 1009 for j, v in enumerate(row)] for i, row in enumerate(data)]
    return sum(map(sum, data))


print(stats())
t = transpose(grid)
print(transpose(t) == grid, sum(t[7]))
print("peaks", len(peaks()))
triples = pythagorean(1500)
print("triples", len(triples), triples[-1])
words = ["".join(chr(97 + rng.randrange(10)) for _ in range(4)) for _ in range(15000)]
idx = index_words(words)
print({k: len(v) for k, v in idx.items()}, idx["a"][:3])
ps = primes(400000)
print("primes", len(ps), ps[-1])
print("nested", nested_update(2000))
print("any/all", any(v > 9 for r in grid for v in r), all(0 <= v < 10 for r in grid for v in r))
print(sum(x * y for x, y in zip((a for a, _, _ in triples), (c for _, _, c in triples))))
