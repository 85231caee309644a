"""Matrices, tables and little relational queries written with comprehensions."""


def matrix(rows, cols, f):
    return [[f(r, c) for c in range(cols)] for r in range(rows)]


def transpose(m):
    return [list(row) for row in zip(*m)]


def multiply(a, b):
    columns = transpose(b)
    return [[sum(x * y for x, y in zip(row, column)) % 10007 for column in columns] for row in a]


def trace(m):
    return sum(m[i][i] for i in range(len(m)))


def pythagoras(limit):
    squares = {n * n: n for n in range(1, limit)}
    return [(a, b, squares[s]) for a in range(1, limit) for b in range(a, limit)
            if (s := a * a + b * b) in squares]


def life(cells):
    neighbours = [(x + dx, y + dy) for x, y in cells
                  for dx in (-1, 0, 1) for dy in (-1, 0, 1) if dx or dy]
    counts = {}
    for cell in neighbours:
        counts[cell] = counts.get(cell, 0) + 1
    return {cell for cell, n in counts.items() if n == 3 or (n == 2 and cell in cells)}


class Table:
    def __init__(self, rows):
        self.rows = rows

    def where(self, **conditions):
        return Table([row for row in self.rows
                      if all(row[name] == value for name, value in conditions.items())])

    def select(self, *names):
        return Table([{name: row[name] for name in names} for row in self.rows])

    def join(self, other, on):
        lookup = {key: [r for r in rows] for key, rows in other.groups(on).items()}
        return Table([{**left, **right} for left in self.rows for right in lookup.get(left[on], ())])

    def groups(self, name):
        keys = sorted({row[name] for row in self.rows})
        result = {key: [] for key in keys}
        for row in self.rows:
            result[row[name]].append(row)
        return result

    def total(self, name):
        return sum(row[name] for row in self.rows)


def main():
    a = matrix(90, 90, lambda r, c: (r * 3 + c) % 17)
    b = matrix(90, 90, lambda r, c: (r + c * 5) % 13)
    product = multiply(multiply(a, b), transpose(a))
    print("matrix", trace(product), max(max(row) for row in product), sum([sum(row) for row in product]))

    triples = pythagoras(800)
    print("triples", len(triples), triples[-1], len({c for _, _, c in triples}))

    cells = {(1, 0), (2, 1), (0, 2), (1, 2), (2, 2)} | {(x, 20) for x in range(40) if x % 9 != 4}
    for _ in range(200):
        cells = life(cells)
    print("life", len(cells), min(cells), max(cells))

    orders = Table([{"order": n, "customer": n * 37 % 211, "amount": n * n % 97, "paid": n % 3 == 0}
                    for n in range(30000)])
    customers = Table([{"customer": n, "city": "ABCDE"[n * 3 % 5], "vip": n % 10 == 1} for n in range(200)])
    joined = orders.join(customers, on="customer")
    vip = joined.where(vip=True, paid=False).select("city", "amount")
    print("joined", len(joined.rows), "vip", len(vip.rows), vip.total("amount"))
    print({city: sum(row["amount"] for row in rows) for city, rows in joined.groups("city").items()})

    words = [f"{n:x}" for n in range(30000)]
    by_length = {size: [w for w in words if len(w) == size] for size in {len(w) for w in words}}
    letters = {ch: sum(1 for w in words if ch in w) for ch in "0123456789abcdef"}
    palindromes = [w for w in words if w == w[::-1] and len(w) > 1]
    print("words", {k: len(v) for k, v in sorted(by_length.items())}, len(palindromes), letters["a"], letters["2"])
    spiral = [(i, j) for i, row in enumerate(a) if i % 2 for j, v in enumerate(row) if v == 5]
    print("spiral", len(spiral), spiral[7], [x for pair in spiral[-2:] for x in pair])


main()
