# sorting records with keys, ranking, merging; a few sorts of our own
import random

COUNT = 30000

rng = random.Random(31)


class City:
    def __init__(self, name, people, area, country):
        self.name = name
        self.people = people
        self.area = area
        self.country = country

    @property
    def density(self):
        return self.people / self.area


def syllables(n):
    return "".join(rng.choice("bdfklmnprstv") + rng.choice("aeiou") for _ in range(n)).capitalize()


class Descending:
    """Wraps a key to turn its order around."""

    def __init__(self, value):
        self.value = value

    def __lt__(self, other):
        return other.value < self.value

    def __eq__(self, other):
        return self.value == other.value


def merge_sort(items, key):
    if len(items) <= 1:
        return items
    mid = len(items) // 2
    a, b = merge_sort(items[:mid], key), merge_sort(items[mid:], key)
    out = []
    i = j = 0
    while i < len(a) and j < len(b):
        if key(b[j]) < key(a[i]):
            out.append(b[j])
            j += 1
        else:
            out.append(a[i])
            i += 1
    return out + a[i:] + b[j:]


def shell_sort(values):
    values = values[:]
    gap = len(values) // 2
    while gap:
        for i in range(gap, len(values)):
            v = values[i]
            j = i
            while j >= gap and values[j - gap] > v:
                values[j] = values[j - gap]
                j -= gap
            values[j] = v
        gap //= 2
    return values


def counting_sort(values):
    counts = [0] * (max(values) + 1)
    for v in values:
        counts[v] += 1
    out = []
    for v, n in enumerate(counts):
        out.extend([v] * n)
    return out


def radix_sort(values):
    shift = 1
    while shift <= max(values):
        buckets = [[] for _ in range(10)]
        for v in values:
            buckets[v // shift % 10].append(v)
        values = [v for bucket in buckets for v in bucket]
        shift *= 10
    return values


def ranks(values):
    order = sorted(range(len(values)), key=values.__getitem__)
    result = [0] * len(values)
    for rank, index in enumerate(order):
        result[index] = rank
    return result


cities = [City(syllables(rng.randrange(2, 5)), rng.randrange(1000, 90000), rng.randrange(5, 300),
               rng.choice(["NO", "SE", "DK", "FI"])) for _ in range(COUNT)]
by_density = sorted(cities, key=lambda c: c.density, reverse=True)
print([c.name for c in by_density[:4]], f"{by_density[0].density:.2f}")
by_country = sorted(cities, key=lambda c: (c.country, -c.people))
print([(c.country, c.people) for c in by_country[::COUNT // 4]])
by_name = sorted(cities, key=lambda c: (len(c.name), Descending(c.name)))
print([c.name for c in by_name[:3]])
mine = merge_sort(cities, lambda c: (c.area, c.name))
print(mine == sorted(cities, key=lambda c: (c.area, c.name)))
people = [c.people for c in cities]
expected = sorted(people)
print(shell_sort(people) == expected, counting_sort(people) == expected, radix_sort(people) == expected)
print(sum(i * r for i, r in enumerate(ranks(people))) % 1000003)
names = [c.name for c in cities]
for key in (len, str.lower, lambda s: s[-1], lambda s: s[::2]):
    names.sort(key=key)
print(names[0], names[-1], min(names, key=lambda s: (s[-1], s)))
groups = {}
for c in sorted(cities, key=lambda c: c.people):
    groups.setdefault(c.country, []).append(c)
print({k: groups[k][len(groups[k]) // 2].people for k in sorted(groups)})
