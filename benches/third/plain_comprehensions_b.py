"""Relational-style queries over a shop database written with comprehensions."""
import random

ROUNDS = 9
output = []


def report(*items):
    output.append(" ".join(str(x) for x in items))


class Order:
    def __init__(self, oid, customer, items):
        self.oid = oid
        self.customer = customer
        self.items = items

    def total(self, prices):
        return sum(prices[sku] * qty for sku, qty in self.items)


def make_db(seed, n_cust, n_prod, n_orders):
    rng = random.Random(seed)
    products = {f"SKU{i:03d}": rng.randint(1, 500) for i in range(n_prod)}
    tags = {sku: {t for t in ("new", "sale", "eco", "bulk") if rng.random() < 0.4} for sku in products}
    customers = [f"cust{i}" for i in range(n_cust)]
    skus = list(products)
    orders = [Order(i, rng.choice(customers),
                    [(rng.choice(skus), rng.randint(1, 5)) for _ in range(rng.randint(1, 6))])
              for i in range(n_orders)]
    return products, tags, customers, orders


def game_of_life(cells, steps):
    for _ in range(steps):
        near = {(x + dx, y + dy) for x, y in cells for dx in (-1, 0, 1) for dy in (-1, 0, 1)}
        counts = {c: sum((c[0] + dx, c[1] + dy) in cells
                         for dx in (-1, 0, 1) for dy in (-1, 0, 1) if dx or dy)
                  for c in near}
        cells = {c for c, n in counts.items() if n == 3 or (n == 2 and c in cells)}
    return cells


def powerset(xs):
    return [[x for i, x in enumerate(xs) if mask >> i & 1] for mask in range(1 << len(xs))]


def main():
    prices, tags, customers, orders = make_db(11, 150, 80, 6000)
    totals = {o.oid: o.total(prices) for o in orders}
    report(len(orders), sum(totals.values()), max(totals.values()))

    by_customer = {c: [o for o in orders if o.customer == c] for c in customers[:60]}
    spend = {c: sum(totals[o.oid] for o in os) for c, os in by_customer.items()}
    report(sorted(((s, c) for c, s in spend.items()), reverse=True)[:3])

    eco = {sku for sku, t in tags.items() if "eco" in t}
    pure = [o.oid for o in orders if all(sku in eco for sku, _ in o.items)]
    anyeco = sum(1 for o in orders if any(sku in eco for sku, _ in o.items))
    report(len(eco), len(pure), anyeco)

    sold = {sku: sum(q for o in orders[:1500] for s, q in o.items if s == sku) for sku in list(prices)[:20]}
    report(max(sold, key=lambda s: (sold[s], s)), sum(sold.values()))

    pairs = {(a, b) for o in orders for a, _ in o.items for b, _ in o.items if a < b}
    report(len(pairs), min(pairs), max(pairs))

    rows = [dict(oid=o.oid, n=len(o.items), total=totals[o.oid]) for o in orders]
    big = [{**r, "big": True} for r in rows if r["total"] > 3000]
    report(len(big), sum(r["n"] for r in big), big[0])

    glider = {(1, 0), (2, 1), (0, 2), (1, 2), (2, 2)}
    rpent = {(51, 50), (52, 50), (50, 51), (51, 51), (51, 52)}
    end = game_of_life(glider | rpent, 60)
    report(len(end), min(end), max(end), sum(x * 3 + y for x, y in end))

    ps = powerset(list(range(13)))
    report(len(ps), sum(1 for p in ps if sum(p) == 39), max(len(p) for p in ps if sum(p) < 30))

    grid = ["".join("#" if (x * x + y * y * 3) % 7 < 2 else "." for x in range(100)) for y in range(100)]
    report(sum(row.count("#") for row in grid), ["".join(col[:8]) for col in zip(*grid)][5])
    report(sum(all(grid[y + d][x + d] == "." for d in range(5)) for y in range(95) for x in range(95)))


if __name__ == "__main__":
    for _ in range(ROUNDS):
        output.clear()
        main()
    print("\n".join(output))
