"""Comprehension-heavy table work: matrices, inventories and small queries."""


def transpose(m):
    return [[row[i] for row in m] for i in range(len(m[0]))]


def matmul(a, b):
    bt = transpose(b)
    return [[sum(x * y for x, y in zip(row, col)) for col in bt] for row in a]


def identity(n):
    return [[1 if i == j else 0 for j in range(n)] for i in range(n)]


def rotate(m):
    return [list(row) for row in zip(*m[::-1])]


def make_orders(n):
    products = ["bolt", "nut", "gear", "cam", "shaft", "belt", "cog"]
    regions = ("north", "south", "east", "west")
    return [
        {
            "id": i,
            "product": products[(i * 5 + i // 7) % len(products)],
            "region": regions[(i * 3 + i // 11) % 4],
            "qty": (i * 17) % 23 + 1,
            "price": 1.25 + (i % 9) * 0.5,
        }
        for i in range(n)
    ]


def pivot(orders, row, col, value):
    rows = sorted({o[row] for o in orders})
    cols = sorted({o[col] for o in orders})
    return {
        r: {c: sum(value(o) for o in orders if o[row] == r and o[col] == c) for c in cols}
        for r in rows
    }


def pythag(n):
    return [(a, b, c) for a in range(1, n) for b in range(a, n) for c in range(b, n)
            if a * a + b * b == c * c]


def main():
    m = [[(i * j + i + j) % 7 for j in range(40)] for i in range(40)]
    p = identity(40)
    for _ in range(60):
        p = [[v % 101 for v in row] for row in matmul(p, m)]
    print("trace", sum(p[i][i] for i in range(40)))
    r = p
    for _ in range(2000):
        r = rotate(r)
    print("rotated back", r == p, "transpose twice", transpose(transpose(m)) == m)

    orders = make_orders(90000)
    for r, cells in pivot(orders, "region", "product", lambda o: o["qty"]).items():
        print(f"{r:<6}", " ".join(f"{c}={v}" for c, v in cells.items()))
    big = [o for o in orders if o["qty"] > 20 and o["price"] > 4]
    print("big", len(big), sum(o["qty"] * o["price"] for o in big))
    by_product = {p: [o for o in orders if o["product"] == p] for p in {o["product"] for o in orders}}
    print({k: len(by_product[k]) for k in sorted(by_product)})
    print(any(o["qty"] > 23 for o in orders), all(o["price"] >= 1.25 for o in orders))

    print("triples", len(pythag(160)), pythag(160)[-1])
    words = ["".join(chr(97 + (i * k + k) % 26) for k in range(1, 6)) for i in range(60000)]
    index = {w: i for i, w in enumerate(words)}
    rev = {i: w for w, i in index.items() if w[0] < w[-1]}
    print("index", len(index), len(rev), rev[min(rev)])
    letters = [{c for c in w if c in "aeiou"} for w in words]
    print("vowels", sum(len(s) for s in letters), sorted({len(s) for s in letters}))
    flat = [x for row in m for x in row if x]
    evens, odds = [x for x in flat if not x & 1], [x for x in flat if x & 1]
    print(len(flat), sum(evens), sum(odds))
    squares = [[x * x for x in range(n)] for n in range(2000)]
    print(sum(s[-1] for s in squares if s))


if __name__ == "__main__":
    main()
