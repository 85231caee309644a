"""Dictionary work: an inventory, an LRU cache, tallying, grouping, inverted index, joins."""


class LruCache:
    def __init__(self, capacity):
        self.capacity = capacity
        self.entries = {}
        self.hits = self.misses = 0

    def get(self, key, compute):
        try:
            value = self.entries.pop(key)
            self.hits += 1
        except KeyError:
            self.misses += 1
            value = compute(key)
            if len(self.entries) >= self.capacity:
                del self.entries[next(iter(self.entries))]
        self.entries[key] = value
        return value


class Inventory:
    def __init__(self):
        self.stock = {}

    def __getitem__(self, key):
        return self.stock.get(key, 0)

    def __setitem__(self, key, count):
        if count:
            self.stock[key] = count
        else:
            self.stock.pop(key, None)

    def __contains__(self, key):
        return key in self.stock

    def __len__(self):
        return len(self.stock)

    def book(self, events):
        short = 0
        for item, place, change in events:
            key = item, place
            if self[key] + change < 0:
                short += 1
                continue
            self[key] += change
        return short


def numbers(count, modulus, seed=1):
    state = seed
    for _ in range(count):
        state = (state * 48271) % 2147483647
        yield state % modulus


def events(count):
    source = numbers(3 * count, 1000, seed=7)
    for item, place, change in zip(source, source, source):
        yield f"item{item % 40}", place % 12, change % 21 - 10


def tally(values):
    counts = {}
    for value in values:
        if value in counts:
            counts[value] += 1
        else:
            counts[value] = 1
    return counts


def index(documents):
    positions = {}
    for number, words in documents.items():
        for place, word in enumerate(words):
            positions.setdefault(word, {}).setdefault(number, []).append(place)
    return positions


def join(customers, orders):
    total = {}
    for order in orders:
        customer = customers.get(order["customer"])
        if customer is None:
            continue
        city = customer["city"]
        total[city] = total.get(city, 0) + order["amount"]
    return total


def main():
    inventory = Inventory()
    short = inventory.book(events(40_000))
    print("inventory", len(inventory), short, inventory["item3", 4], ("item99", 0) in inventory,
          sum(inventory.stock.values()))

    cache = LruCache(300)
    total = sum(cache.get(n * n % 3301, lambda key: key * key) for n in numbers(80_000, 5000))
    print("cache", cache.hits, cache.misses, total, list(cache.entries)[:3])

    counts = tally(numbers(120_000, 777))
    best = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:3]
    inverted = {}
    for value, count in counts.items():
        inverted.setdefault(count, set()).add(value)
    print("tally", len(counts), best, max(inverted), len(inverted))

    vocabulary = [f"w{n}" for n in range(150)]
    documents = {n: [vocabulary[v] for v in numbers(60, 150, seed=n + 1)] for n in range(500)}
    positions = index(documents)
    both = positions["w1"].keys() & positions["w2"].keys()
    print("index", len(positions), len(both), min(both), positions["w7"][min(positions["w7"])])

    customers = {n: {"name": f"c{n}", "city": ("Rome", "Oslo", "Bern")[n % 3]} for n in range(500)}
    orders = [{"customer": n % 600, "amount": n % 97, "open": n % 2 == 0} for n in range(30_000)]
    print("join", sorted(join(customers, orders).items()))
    merged = {}
    for order in orders[:20_000]:
        merged = {**merged, **order} if order["open"] else merged | order
    print("merged", merged)


main()
