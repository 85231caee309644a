"""List, dict and set comprehensions, nested and with conditions."""

ROUNDS = 3400


def transpose(m):
    return [[row[i] for row in m] for i in range(len(m[0]))]


def matmul(a, b):
    columns = transpose(b)
    return [[sum(x * y for x, y in zip(row, col)) for col in columns] for row in a]


def life(cells, size):
    counts = {}
    for x, y in [((x + dx) % size, (y + dy) % size) for x, y in cells for dx in (-1, 0, 1) for dy in (-1, 0, 1) if dx or dy]:
        counts[x, y] = counts.get((x, y), 0) + 1
    return {(x, y) for (x, y), n in counts.items() if n == 3 or (n == 2 and (x, y) in cells)}


def pythagorean(n):
    squares = {x * x: x for x in range(1, n)}
    return [(a, b, squares[a * a + b * b]) for a in range(1, n) for b in range(a, n) if a * a + b * b in squares]


def invert(mapping):
    return {v: sorted([k for k, w in mapping.items() if w == v]) for v in set(mapping.values())}


def main():
    cells = {(1, 0), (2, 1), (0, 2), (1, 2), (2, 2), (20, 30), (20, 31), (20, 32), (30, 10), (31, 10), (30, 11), (31, 12), (29, 11)}
    total = 0
    triples = 0
    groups = 0
    words = "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu".split()
    for r in range(ROUNDS):
        m = [[(i * j + r) % 7 for j in range(10)] for i in range(10)]
        p = matmul(m, transpose(m))
        total += sum([p[i][i] for i in range(10)])
        triples += len(pythagorean(25 + r % 5))
        cells = life(cells, 40)
        sizes = {w + str(k): len(w) * k % 5 for w in words for k in range(4)}
        groups += sum(len(v) for v in invert(sizes).values() if v[0] < "k")
        upper = [w.upper() if i % 2 else w[::-1] for i, w in enumerate(words) if "e" in w]
        flat = [ch for w in upper for ch in w if ch not in "AEIOUaeiou"]
        total += len(flat) + len({ch for ch in flat})
        evens = [x for x in [y * y for y in range(100)] if not x % 2]
        total += evens[-1] + sum(1 for x in evens if x % 3 == 1)
    print("total", total)
    print("triples", triples)
    print("groups", groups)
    print("cells", len(cells), sorted(cells)[:3])
    print("flat", "".join(flat))


main()
