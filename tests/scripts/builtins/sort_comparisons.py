# stress: 19997
"""The comparisons that a sort makes: which pairs, and in which order."""

log = []


class K:
    def __init__(self, x, i):
        self.x = x
        self.i = i

    def __lt__(self, other):
        log.append((self.i, other.i))
        return self.x < other.x


def digest(pairs):
    h = 7
    for a, b in pairs:
        h = (h * 1000003 + a * 7919 + b * 31 + 1) % 2147483647
    return h


def random_numbers(n, top, seed=12345):
    out = []
    for _ in range(n):
        seed = (seed * 1103515245 + 12345) % 2147483648
        out.append((seed >> 8) % top)
    return out


def runs(n, length):
    """Ascending and descending runs in turn."""
    values = random_numbers(n, 100000)
    out = []
    down = False
    for start in range(0, n, length):
        out.extend(sorted(values[start : start + length], reverse=down))
        down = not down
    return out


def shapes(n):
    ascending = list(range(n))
    third = n // 3
    yield "random", random_numbers(n, 1 << 22)
    yield "few", random_numbers(n, 4)
    yield "bits", random_numbers(n, 2)
    yield "hundred", random_numbers(n, 100)
    yield "ascending", ascending
    yield "descending", ascending[::-1]
    yield "equal", [5] * n
    yield "pairs down", [(n - i) // 2 for i in range(n)]
    yield "stairs", [i // 10 for i in range(n)]
    yield "stairs down", [(n - i) // 10 for i in range(n)]
    yield "equal then less", [5] * third + ascending[: n - third]
    yield "sawtooth", [i % 17 for i in range(n)]
    yield "sawtooth down", [-(i % 23) for i in range(n)]
    yield "organ pipe", [min(i, n - i) for i in range(n)]
    yield "valley", [max(i, n - i) for i in range(n)]
    yield "two halves", ascending[n // 2 :] + ascending[: n // 2]
    yield "interleaved", ascending[::2] + ascending[1::2]
    yield "interleaved down", ascending[::-2] + ascending[-2::-2]
    yield "blocks", ascending[third : 2 * third] + ascending[:third] + ascending[2 * third :]
    yield "short runs", runs(n, 20)
    yield "long runs", runs(n, 150)
    yield "appended", ascending + [third, 0, n]
    yield "overlapping", ascending[: 2 * third] + ascending[third:]
    yield "clusters", [i // 64 * 64 + (i * 37) % 64 for i in range(n)]
    yield "tail of random", ascending + random_numbers(n // 20 + 3, n + 1)
    yield "alternating", [i if i % 2 else -i for i in range(n)]


def show(name, n, values):
    items = [K(x, i) for i, x in enumerate(values)]
    line = []
    for how in ({}, {"reverse": True}, {"key": lambda k: K(k.x % 10, k.i)}, {"key": lambda k: K(-k.x, k.i), "reverse": True}):
        log.clear()
        result = sorted(items, **how)
        line.append(f"{len(log)}:{digest(log + [(k.x, k.i) for k in result])}")
    # sorted once more, by what came out
    log.clear()
    result.sort()
    line.append(f"{len(log)}:{digest(log)}")
    print(name, n, *line)


for n in (0, 1, 2, 3, 5, 16, 31, 32, 33, 63, 64, 65, 100, 129, 300, 1000):
    for name, values in shapes(n):
        show(name, n, values)
for n in (1023, 1500, 2047, 5000):
    for name, values in shapes(n):
        if name in ("random", "few", "short runs", "long runs", "clusters", "interleaved", "sawtooth", "overlapping"):
            items = [K(x, i) for i, x in enumerate(values)]
            log.clear()
            items.sort()
            print(name, n, len(log), digest(log), digest([(k.x, k.i) for k in items]))
