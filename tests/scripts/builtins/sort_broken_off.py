# stress: 19997
"""Sorts that go wrong in the middle, comparisons that contradict themselves, and what they leave."""


class Stop(Exception):
    pass


log = []
left = 0


class K:
    def __init__(self, x, i):
        self.x = x
        self.i = i

    def __lt__(self, other):
        global left
        log.append((self.i, other.i))
        left -= 1
        if left == 0:
            raise Stop(f"at {self.i} and {other.i}")
        return self.x < other.x


def digest(numbers):
    h = 7
    for a in numbers:
        h = (h * 1000003 + a * 7919 + 1) % 2147483647
    return h


def random_numbers(n, top, seed=99):
    out = []
    for _ in range(n):
        seed = (seed * 1103515245 + 12345) % 2147483648
        out.append((seed >> 8) % top)
    return out


def shapes(n):
    yield random_numbers(n, 1 << 20)
    yield random_numbers(n, 5)
    yield [i % 50 for i in range(n)]
    yield [min(i, n - i) for i in range(n)]
    yield list(range(n // 2, n)) + list(range(n // 2))
    yield list(range(0, n, 2)) + list(range(1, n, 2))
    yield [n - i for i in range(n)]
    yield [i + 90 * (i // 100 % 2) for i in range(n)]


def broken(values, limit, **how):
    global left
    items = [K(x, i) for i, x in enumerate(values)]
    log.clear()
    left = limit
    try:
        items.sort(**how)
        what = "sorted"
    except Stop as e:
        what = str(e)
    left = 0
    return what, len(log), digest(k.i for k in items)


for n in (5, 70, 300, 900):
    for values in shapes(n):
        for limit in (2, n - 1, n + 3, 2 * n, 3 * n, 5 * n, 6 * n + 11):
            print(n, limit, *broken(values, limit))
            print(n, limit, *broken(values, limit, reverse=True))
            print(n, limit, *broken(values, limit, key=lambda k: K(-k.x, k.i), reverse=n % 2 == 0))


# a key that fails leaves the list as it was
def bad_key(k):
    if k == 3:
        raise Stop("key")
    return -k


numbers = [1, 2, 3, 4]
for reverse in (False, True):
    try:
        numbers.sort(key=bad_key, reverse=reverse)
    except Stop as e:
        print(e, numbers)

# mixed types: the error comes in the middle
mixed = [5, 3, 9, 1, "x", 2, 8]
for reverse in (False, True):
    try:
        mixed.sort(reverse=reverse)
    except TypeError as e:
        print(e, mixed)
mixed = [(2, "a"), (1, None), (1, "b"), (0, 0)]
try:
    mixed.sort()
except TypeError as e:
    print(e, mixed)


# comparisons that make no sense
class Odd:
    count = 0

    def __init__(self, i):
        self.i = i

    def __lt__(self, other):
        log.append((self.i, other.i))
        return rule(self.i, other.i, len(log))


rules = {
    "always": lambda a, b, n: True,
    "never": lambda a, b, n: False,
    "turns": lambda a, b, n: n % 2 == 0,
    "thirds": lambda a, b, n: n % 3 == 0,
    "circle": lambda a, b, n: (a - b) % 7 < 3,
    "coin": lambda a, b, n: (n * n * 7919 + a * 31 + b) % 101 < 50,
    "rarely": lambda a, b, n: (n * 7919) % 97 == 1,
    "mostly": lambda a, b, n: (n * 7919) % 97 > 2,
    "number": lambda a, b, n: max(0, (b * 37) % 101 - (a * 37) % 101),
    "text": lambda a, b, n: "" if (a * 37) % 101 >= (b * 37) % 101 else "less",
    "none": lambda a, b, n: None,
}
for name, rule in rules.items():
    for n in (3, 40, 65, 130, 500, 1100):
        for reverse in (False, True):
            items = [Odd(i) for i in range(n)]
            log.clear()
            items.sort(reverse=reverse)
            print(name, n, len(log), digest(a * 1999 + b for a, b in log), digest(k.i for k in items), sorted(k.i for k in items) == list(range(n)))


# who is asked when the first one does not know
class Shy:
    def __init__(self, i):
        self.i = i

    def __lt__(self, other):
        print("lt", self.i, other.i)
        return NotImplemented

    def __gt__(self, other):
        print("gt", self.i, other.i)
        return self.i > other.i


class ShyToo(Shy):
    pass


class Silent:
    pass


class Truthless:
    def __init__(self, i):
        self.i = i

    def __bool__(self):
        print("bool", self.i)
        return self.i > 0

    def __lt__(self, other):
        return Truthless(self.i - 1)


print([k.i for k in sorted([Shy(3), Shy(1), Shy(2)])])
print([k.i for k in sorted([Shy(3), ShyToo(1), Shy(2)])])
print(sorted([3, 1, 2], key=Shy))
print([k.i for k in sorted([Truthless(2), Truthless(1), Truthless(0)])])
for pair in ([Silent(), Silent()], [Shy(1), Silent()], [Silent(), Shy(1)], [1, Shy(1)]):
    try:
        print(len(sorted(pair)))
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)


# a comparison that changes the list
class Meddler:
    def __init__(self, i, do):
        self.i = i
        self.do = do

    def __lt__(self, other):
        self.do()
        return self.i < other.i


for name in ("append", "append and pop", "append and clear", "clear", "extend by nothing", "look", "sort", "assign"):
    items = []
    actions = {
        "append": lambda: items.append(1),
        "append and pop": lambda: (items.append(1), items.pop()),
        "append and clear": lambda: (items.append(1), items.clear()),
        "clear": lambda: items.clear(),
        "extend by nothing": lambda: items.extend([]),
        "look": lambda: print(items, len(items)),
        "sort": lambda: items.sort(),
        "assign": lambda: items.__setitem__(slice(0, 0), [1, 2]),
    }
    items.extend(Meddler(i % 7, actions[name]) for i in range(12))
    try:
        items.sort()
        print(name, [k.i for k in items])
    except ValueError as e:
        print(name, e, [k.i for k in items])
