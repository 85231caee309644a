"""Tables, joins and matrices written with list, dict, set and nested comprehensions."""


def life(cells):
    around = {}
    for x, y in cells:
        for p in [(x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1) if dx or dy]:
            around[p] = around.get(p, 0) + 1
    return {p for p, n in around.items() if n == 3 or (n == 2 and p in cells)}


def matmul(a, b):
    cols = list(zip(*b))
    return [[sum(x * y for x, y in zip(row, col)) for col in cols] for row in a]


def pythagorean(limit):
    squares = {n * n: n for n in range(1, limit)}
    return [(a, b, squares[a * a + b * b]) for a in range(1, limit) for b in range(a, limit)
            if a * a + b * b in squares]


def join(orders, customers):
    names = {c["id"]: c["name"] for c in customers}
    by_name = {name: [o["total"] for o in orders if o["customer"] == ident]
               for ident, name in names.items()}
    return {name: (len(v), sum(v)) for name, v in by_name.items() if v}


def anagrams(words):
    keys = {w: "".join(sorted(w)) for w in words}
    groups = {k: [] for k in keys.values()}
    [groups[k].append(w) for w, k in keys.items()]
    return [g for g in groups.values() if len(g) > 3]


def main():
    cells = {(x, y) for x in range(40) for y in range(40) if (x * 7919 + y * 104729 + x * y * 31) % 11 < 4}
    sizes = [len(cells)]
    for _ in range(220):
        cells = life(cells)
        sizes.append(len(cells))
    print("life", sizes[::20])
    m = [[(i * j + i + j) % 7 for j in range(70)] for i in range(70)]
    p = m
    for _ in range(3):
        p = [[v % 101 for v in row] for row in matmul(p, m)]
    print("matrix", sum(map(sum, p)), [p[i][i] for i in range(0, 70, 10)])
    triples = pythagorean(2200)
    print("triples", len(triples), triples[-1])
    customers = [{"id": k, "name": f"cust{k:02d}"} for k in range(90)]
    orders = [{"customer": n * 7 % 93, "total": n % 90} for n in range(22000)]
    joined = join(orders, customers)
    print("join", len(joined), max(joined.items(), key=lambda kv: (kv[1][1], kv[0])))
    words = [a + b + c + d for a in "abcdefg" for b in "hijabcde" for c in "abcdefg" for d in "aeioubcdfghj"]
    found = anagrams(words)
    print("anagrams", len(words), len(found), found[0])
    flat = [x for row in [[y for y in range(n) if y % 3] for n in range(1000)] for x in row]
    print("flat", len(flat), sum(flat))


main()
