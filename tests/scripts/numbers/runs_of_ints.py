# stress: 997
# Instructions in a row on what is known to be an int: until it is none any more, at each of them.

LIMITS = [0, 1, -1, 7, 2**46, 2**47 - 1, 2**47, -(2**47), -(2**47) - 1, 2**62, 2**64 + 3, True, False, 1.5, -0.0]


def chain(x):
    y = x * 31 + 7
    z = y % 1000003
    w = (z << 3) + (y >> 2)
    v = (w & 0xFFFF) ^ z
    return x, y, z, w, v | 1, v // 7


def sums(a, b):
    c = a + b
    d = c - a
    e = d * c
    f = e + 1
    f += c
    f -= 32767
    return c, d, e, f, f - -5


def compare(a, b):
    found = 0
    c = a + 1
    if c < b:
        found += 1
    if c == b:
        found += 2
    if c > 100:
        found += 4
    if b != 3:
        found += 8
    d = c - b
    if d <= 0:
        found += 16
    if d >= c:
        found += 32
    if d == 0:
        found += 64
    return found


def constants(x):
    a = 5
    b = a
    c = b + x
    a = 6
    d = 10 - x
    e = a * d + b
    return a, b, c, d, e, 7 & x, x & 255, 3 | c


def shifts(x):
    y = x + 1
    return y << 1, y << 40, y >> 3, (y << 2) >> 2, y >> 47


def negative(x):
    y = x - 1
    return y % 7, y // 7, y % 8, y // 8, y % 1, y // 1, y % 1000003, y // 1000003


def show(f, *args):
    try:
        print(f.__name__, args, f(*args))
    except TypeError as e:
        print(f.__name__, args, e)


for f in (chain, constants, shifts, negative):
    for n in range(300):
        f(n)
    for x in LIMITS:
        show(f, x)
for f in (sums, compare):
    for n in range(300):
        f(n, n + 1)
    for a in LIMITS:
        for b in LIMITS:
            show(f, a, b)


class Odd:
    """Each operator answers with something else."""

    def __init__(self, n):
        self.n = n

    def __add__(self, other):
        return self.n if self.n % 2 else "text"

    def __radd__(self, other):
        return Odd(self.n + 1)

    def __mul__(self, other):
        return Odd(self.n * 2)

    def __mod__(self, other):
        raise ValueError(self.n)

    def __lt__(self, other):
        return []

    def __eq__(self, other):
        return self.n == 4

    def __and__(self, other):
        return 2.5

    def __sub__(self, other):
        return True

    def __repr__(self):
        return f"Odd({self.n})"


def guarded(f, *args):
    try:
        return f(*args)
    except (TypeError, ValueError) as e:
        return type(e).__name__, str(e)


for n in range(6):
    for f in (chain, constants, shifts, negative):
        print(f.__name__, guarded(f, Odd(n)))
    for f in (sums, compare):
        print(f.__name__, guarded(f, Odd(n), 3), guarded(f, 3, Odd(n)))


# what is stored when the run is left in the middle is what is seen outside
def left(x, log):
    a = 1
    b = 2
    a = x + b
    c = a * 3
    log.append(locals().copy())
    d = c + x
    b = 3
    return d % 5 + b


for x in [1] * 200 + LIMITS:
    log = []
    result = guarded(left, x, log)
    if x != 1:
        print(result, log)


def in_handler(x):
    a = b = c = None
    try:
        a = 7
        b = a + x
        c = b % 11
        a = 8
        b = c + a + x
        c = b // 3 + None
    except (TypeError, ValueError):
        return a, b, c


for x in [1] * 200 + LIMITS + ["x", None, Odd(1)]:
    result = in_handler(x)
    if x != 1:
        print(x, result)


def generator(x):
    a = 3
    while True:
        b = a + x
        c = b * 2 - 1
        x = yield a, b, c
        a = c % 13
        b = a + 1


g = generator(1)
next(g)
print([g.send(n) for n in range(100)][-3:])
for x in LIMITS:
    print(g.send(x))


def items(row, n):
    total = 0
    for k in range(n):
        j = k + 1
        total += row[k] + row[j - 1]
        row[k] = total % 1000
        row[j] = row[k] + j
        total = total + row[0] * row[1]
    return total


print(items([1] * 200, 150))
for row in ([1, 2.5, 3, 4], [1, "a", 2, 3], [2**47 - 1] * 9, {0: 1, 1: 2, 2: 3, 3: 4}, (1, 2, 3), [1, 2]):
    try:
        print(items(row, 3), row)
    except (TypeError, IndexError) as e:
        print(type(e).__name__, e, row)


def pairs(p, k):
    a = p[0] + p[1]
    b = p[k] - a
    return a, b, p[-1], p[k - 2]


for n in range(200):
    pairs((n, 2, 3), 2)
for p in ((1, 2, 3), [4, 5, 6], (1.5, 2, 3), ("a", "b", "c"), "abc", {0: 1, 1: 2, 2: 9, -1: 4}, (1, 2)):
    for k in (2, True, 2.0, -1):
        try:
            print(p, k, pairs(p, k))
        except (TypeError, IndexError, KeyError) as e:
            print(p, k, type(e).__name__, e)


class Listed(list):
    def __getitem__(self, k):
        return 100 + k


print(pairs(Listed([1, 2, 3]), 2))
