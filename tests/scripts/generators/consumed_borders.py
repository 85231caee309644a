# stress: 9973
# Built-in functions that go through generators, and what happens in the middle of it.

def show(f, *args):
    try:
        r = f(*args)
        print(type(r).__name__, r)
    except BaseException as e:
        print(type(e).__name__, e)


def hot(f, *args, times=400):
    for _ in range(times):
        try:
            f(*args)
        except Exception:
            pass
    show(f, *args)


# sums that change their kind on the way
class Money:
    def __init__(self, n):
        self.n = n

    def __radd__(self, other):
        return Money(self.n + (other.n if isinstance(other, Money) else other))

    __add__ = __radd__

    def __repr__(self):
        return f"Money({self.n})"

    def __lt__(self, other):
        return self.n < (other.n if isinstance(other, Money) else other)

    def __gt__(self, other):
        return self.n > (other.n if isinstance(other, Money) else other)


def total(xs):
    return sum(x for x in xs)


def total_from(xs, start):
    return sum((x for x in xs), start)


big = 2 ** 47
for xs in (
    [],
    [1, 2, 3],
    [True, False, True, 5],
    [big - 1, 1, big, -big, -big - 1],
    [2 ** 62, 2 ** 62, 2 ** 62, -1],
    [2 ** 70, 1, -2 ** 70],
    [1, 0.5, 2],
    [0.1] * 10,
    [1e16, 1.0, -1e16],
    [1e308, 1e308, -1e308],
    [float("inf"), 1.0],
    [float("inf"), float("-inf")],
    [float("nan"), 1.0],
    [-0.0, -0.0],
    [1, 2.5, Money(3), Money(4)],
    [1, 2, (3,)],
    [[1], 2],
    [1, "x"],
    [2 ** 64, 0.5],
    [0.5, 2 ** 64],
    [0.5, True],
    [None],
):
    hot(total, xs)
    show(sum, xs)
    show(sum, tuple(xs))
    for start in (0, 10, 0.25, 2 ** 63, True, Money(1)):
        show(total_from, xs, start)
for start in ("", b"", bytearray()):
    show(total_from, [1], start)
    show(sum, [], start)
hot(total_from, [[1], [2]], [])
hot(total_from, [(1,), (2,)], ())
print(repr(sum(-0.0 for _ in range(3))), repr(sum([-0.0, -0.0], -0.0)))
hot(lambda: sum(1 for c in "banana" if c == "a"))
hot(lambda: sum(c == "a" for c in "banana"))


# least and greatest
def least(xs):
    return min(x for x in xs)


def greatest(xs):
    return max(x for x in xs)


for xs in (
    [3, 1, 2],
    [3, 1.5, 2],
    [1.5, -2.5, 0.5],
    [float("nan"), 1.0, 0.5],
    [1.0, float("nan"), 0.5],
    [0.0, -0.0],
    [-0.0, 0.0],
    [1, 1.0, True],
    [True, 1],
    [big, big - 1, -big],
    [2 ** 70, 1],
    ["b", "a", "c"],
    [(1, 2), (1, 1)],
    [Money(3), Money(1), Money(2)],
    [Money(3), 4, Money(5)],
    [1, "a"],
    [],
):
    hot(least, xs)
    hot(greatest, xs)


# answers that are known early
class Truth:
    def __init__(self, yes):
        self.yes = yes

    def __bool__(self):
        if self.yes is None:
            raise ValueError("no truth")
        return self.yes


for xs in ([], [0, 1], [True, 0], ["", []], [Truth(False), Truth(True), 1], [Truth(None)], [1, 2]):
    hot(lambda: any(x for x in xs))
    hot(lambda: all(x for x in xs))
    hot(lambda: any(not x for x in xs))


def noisy(n, log):
    try:
        for i in range(n):
            log.append(i)
            yield i > 1
    finally:
        log.append("closed")


def left_over():
    log = []
    g = noisy(5, log)
    found = any(g)
    rest = list(g)
    return found, rest, log


hot(left_over)


def closed_half_way():
    log = []
    g = noisy(5, log)
    found = any(g)
    g.close()
    return found, list(g), log


hot(closed_half_way)


# collections
for make in (list, tuple, set, frozenset, sorted, dict):
    def made(xs, make=make):
        return make(x for x in xs)

    for xs in ([], [3, 1, 2], [(1, 2), (3, 4), (1, 5)], [[1, 2], [3, 4]], ["ab", "cd"], [1, "a"], [(1, 2, 3)], [(1,)], [None]):
        if make in (set, frozenset) and not all(isinstance(x, int) for x in xs):
            try:
                print(sorted(made(xs), key=repr))
            except TypeError as e:
                print(e)
            continue
        hot(made, xs, times=150)


def pairs(n):
    for i in range(n):
        yield i, i * i
    yield "odd"


show(lambda: dict(pairs(3)))
show(lambda: dict(x for x in [(1, 2), 5]))
show(lambda: dict([(1, 2), 5]))
show(lambda: dict([(1, 2), [3, 4], "ab"]))
show(lambda: dict(((k, v) for k, v in [("a", 1), ("b", 2)]), c=3))


class Key:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return 1

    def __eq__(self, other):
        return isinstance(other, Key) and self.n == other.n

    def __repr__(self):
        return f"Key({self.n})"


def keyed():
    return dict((Key(i % 3), i) for i in range(7)), set(Key(i % 2) for i in range(5))


print([sorted(map(repr, s)) if isinstance(s, set) else s for s in keyed()])
hot(lambda xs: "".join(x for x in xs), ["a", "bc", "ü"])
hot(lambda xs: "-".join(x for x in xs), [])
hot(lambda xs: "-".join(x for x in xs), ["a", 1])
hot(lambda xs: "-".join(str(x) for x in xs), [1, 2.5, None])


# errors in the middle
def breaks(n, e):
    for i in range(n):
        yield i
    raise e


for make in (sum, any, all, min, max, list, tuple, set, sorted, dict, "".join):
    for e in (ValueError("broken"), StopIteration(7), KeyError("k"), GeneratorExit()):
        show(lambda: make(x for x in breaks(3, e)))
        show(lambda: make(breaks(3, e)))


def handled():
    out = []
    for i in range(400):
        try:
            out.append(sum(10 // (x - 2) for x in range(5)))
        except ZeroDivisionError as e:
            out.append(str(e))
            out.append(sum(x for x in range(3)))
    return out[-2:]


print(handled())


# the list that is fed feeds
def growing():
    xs = [1, 2, 3]

    def items():
        for x in xs:
            if len(xs) < 8:
                xs.append(x * 2)
            yield x

    return sum(items()), list(items()), xs


hot(growing)


def shrinking():
    xs = list(range(10))
    return list(xs.pop() for _ in xs), xs


hot(shrinking)


# one in the other
def nested(n):
    return sum(sum(y for y in range(x)) for x in range(n))


def deep(n):
    return max(sum(1 for _ in range(x)) + min((y for y in (x, 3)), default=0) for x in range(n))


hot(nested, 9)
hot(deep, 9)
hot(lambda: list(tuple(y for y in range(x)) for x in range(4)))
hot(lambda: ",".join("".join(c for c in w) for w in ("ab", "cd")))
hot(lambda: all(any(x == y for y in (1, 2)) for x in (1, 2, 1)))


def through(n):
    yield from (x for x in range(n))
    yield from range(n)
    return 5


hot(lambda: sum(through(4)))
hot(lambda: list(through(4)))


def inside():
    yield sum(x for x in range(4))
    yield list(x for x in "ab")
    yield max(x for x in (1.5, 2.5))
    yield "".join(c for c in "xy")


hot(lambda: list(inside()))


def itself():
    def g():
        yield 1
        yield sum(made)

    made = g()
    return list(made)


show(itself)


def in_handler():
    try:
        raise KeyError("outer")
    except KeyError:
        return sum(x for x in range(5)), list(x for x in "ab")


hot(in_handler)


def handler_inside():
    def g():
        for i in range(3):
            try:
                1 // 0
            except ZeroDivisionError:
                yield i

    return sum(g()), list(g())


hot(handler_inside)

# a name that comes to mean something else
def renamed(n):
    return sum(x for x in range(n))


hot(renamed, 4)
sum_before = sum


def sum(it):
    return "mine", list(it)


hot(renamed, 4)
del sum
hot(renamed, 4)
