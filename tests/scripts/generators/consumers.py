# Built-in functions that go through generators: every kind of item, early ends, errors in the middle.
import asyncio


def log(*items):
    for item in items:
        print("  gives", item)
        yield item
    print("  at its end")


class Vector:
    def __init__(self, x):
        self.x = x

    def __add__(self, other):
        return Vector(self.x + (other.x if isinstance(other, Vector) else other))

    __radd__ = __add__

    def __repr__(self):
        return f"Vector({self.x})"


class Odd:
    def __init__(self, x):
        self.x = x

    def __bool__(self):
        print("  asked", self.x)
        if self.x == 99:
            raise ValueError("no truth")
        return self.x % 2 == 1

    def __lt__(self, other):
        print("  compares", self.x, other.x)
        if other.x == 13:
            raise ValueError("unlucky")
        return self.x < other.x

    def __gt__(self, other):
        return self.x > other.x

    def __hash__(self):
        print("  hashes", self.x)
        return self.x % 3

    def __eq__(self, other):
        return isinstance(other, Odd) and self.x == other.x

    def __repr__(self):
        return f"Odd({self.x})"


def attempt(what, f):
    try:
        print(what, "=", f())
    except Exception as e:
        print(what, "raised", type(e).__name__, e, "| context", type(e.__context__).__name__)


def fails(n, error):
    for i in range(n):
        yield i
    raise error


# sums: ints, long ints, floats, what rounding loses, and everything else
attempt("ints", lambda: sum(x for x in range(1000)))
attempt("long", lambda: sum(2**62 for _ in range(5)))
attempt("longer", lambda: sum(10**30 + x for x in range(5)))
attempt("back", lambda: sum(x for x in [2**63, -(2**63), 1, 0.1, 0.2, 0.3]))
attempt("bools", lambda: sum(x > 2 for x in range(6)))
attempt("floats", lambda: sum(0.1 for _ in range(10)))
attempt("kept", lambda: sum(x for x in [1e100, 1.0, -1e100, 1.0]))
attempt("lost", lambda: sum(x for x in [1, 1e100, 1.0, -1e100]))
attempt("the same of lists", lambda: (sum([1, 1e100, 1.0, -1e100]), sum([2**63, -(2**63), 0.1, 0.2, 0.3]), sum([0.1, 2**60, True, -(2.0**60)])))
attempt("mixed", lambda: sum(x for x in [0.1, 2**60, True, -(2.0**60)]))
attempt("too long for a float", lambda: sum(x for x in [0.5, 10**400]))
attempt("infinite", lambda: sum(x for x in [1.0, float("inf"), 1, float("-inf")]))
attempt("minus zero", lambda: (sum(x for x in [-0.0]), sum((x for x in [-0.0]), -0.0)))
attempt("start", lambda: (sum((x for x in range(4)), 10), sum((x for x in range(4)), 0.5), sum((x for x in range(4)), True)))
attempt("objects", lambda: sum(Vector(x) for x in range(4)))
attempt("objects at last", lambda: sum(x for x in [1, 2, Vector(3), 4, 5.5]))
attempt("objects after floats", lambda: sum(x for x in [1.5, 2, Vector(3), 4]))
attempt("lists", lambda: sum(([x] for x in range(4)), []))
attempt("strings", lambda: sum((str(x) for x in range(4)), ""))
attempt("no number", lambda: sum(x for x in [1, 2, "3"]))
attempt("nothing", lambda: (sum(x for x in ()), sum((x for x in ()), 5)))
attempt("keyword", lambda: sum((x for x in range(3)), start=7))

# ends that come early, and generators that go on afterwards
g = log(0, 1, 2, 0, 3, 0)
print(any(g), all(g), all(g), any(g), any(g), all(g))
attempt("any", lambda: any(Odd(x) for x in [2, 4, 5, 6]))
attempt("all", lambda: all(Odd(x) for x in [1, 3, 5]))
attempt("any raises", lambda: any(Odd(x) for x in [2, 99, 1]))
attempt("truths", lambda: [any(x for x in [0, 0.0, "", None, [], {}, y]) for y in (1, 0.5, "a", [0], {0: 0}, ())])
attempt("all truths", lambda: [all(x for x in [1, 0.5, "a", y]) for y in (0, 0.0, "", None, [1])])

# the least and the greatest
attempt("min", lambda: (min(x for x in [3, 1, 2]), min(x for x in [2.5, 1, True]), min(x for x in "bca")))
attempt("max", lambda: (max(x for x in [3, 1, 3.0]), max(x for x in [True, 1, 1.0]), max((1, "a") for _ in range(2))))
attempt("long", lambda: (min(x for x in [2**70, -(2**70), 0]), max(x for x in [2**70, 2**71, 1e300])))
nan = float("nan")
attempt("not a number", lambda: (min(x for x in [nan, 1.0, 0.5]), min(x for x in [1.0, nan, 0.5]), max(x for x in [nan, 1.0])))
attempt("no order", lambda: min(x for x in [1, "a"]))
attempt("own order", lambda: min(Odd(x) for x in [5, 3, 4]))
attempt("own order raises", lambda: min(Odd(x) for x in [13, 1]))
attempt("own greatest", lambda: max(Odd(x) for x in [5, 7, 4]))
attempt("of nothing", lambda: min(x for x in []))
attempt("of nothing", lambda: max(x for x in []))
attempt("default", lambda: (max((x for x in []), default=5), min((x for x in [4, 2]), key=lambda x: -x)))

# containers
attempt("list", lambda: list(x * x for x in range(5)))
attempt("tuple", lambda: tuple(str(x) for x in range(5)))
attempt("set", lambda: set(x % 7 * 10 for x in range(50)))
attempt("set of objects", lambda: len(set(Odd(x % 2) for x in range(4))))
attempt("set of lists", lambda: set([x] for x in range(3)))
attempt("set in the middle", lambda: set(log(1, (2, []), 3)))
attempt("dict", lambda: dict((x, x * x) for x in range(5)))
attempt("dict of objects", lambda: dict((Odd(x), x) for x in range(2)))
attempt("dict of lists", lambda: dict([x, [x]] for x in "ab"))
attempt("dict of triples", lambda: dict((x, 1, 2) for x in range(5)))
attempt("dict of ints", lambda: dict(x for x in [(1, 2), 3]))
attempt("frozenset", lambda: sorted(frozenset(x % 3 for x in range(9))))
attempt("sorted", lambda: sorted(-x for x in range(6)))
attempt("sorted objects", lambda: sorted(Odd(x) for x in [3, 1, 2]))
attempt("sorted mixture", lambda: sorted(x for x in [1, "a", 2]))
attempt("sorted with a key", lambda: sorted((x for x in range(6)), key=lambda x: x % 3, reverse=True))
attempt("join", lambda: ", ".join(str(x) for x in range(5)))
attempt("join of nothing", lambda: "-".join(x for x in ()))
attempt("join of ints", lambda: "-".join(x for x in ["a", 1]))
attempt("join by another name", lambda: str.join("+", (c for c in "abc")))
attempt("bytes", lambda: b"-".join(bytes([x]) for x in range(65, 70)))

# errors of the generator itself
for name, f in [("sum", sum), ("all", all), ("min", min), ("list", list), ("tuple", tuple), ("set", set), ("sorted", sorted)]:
    attempt(name, lambda: f(fails(3, KeyError("inside"))))
    attempt(name, lambda: f(fails(2, StopIteration("stop"))))
attempt("join", lambda: "".join(str(x) for x in fails(2, ZeroDivisionError("zero"))))
attempt("condition", lambda: sum(1 // x for x in [2, 1, 0, 5]))


# finally, exceptions handled around a yield, delegation
def careful(xs):
    try:
        for x in xs:
            try:
                if x == 2:
                    raise KeyError(x)
                yield x
            except KeyError as e:
                yield e.args[0] * 100
    finally:
        print("  finished")


def chain(*parts):
    for part in parts:
        got = yield from part
        print("  part gave", got)
    return "done"


def returning(n):
    yield from range(n)
    return n


print(sum(careful(range(5))), list(careful([2, 2])), max(careful([1, 2, 3])))
print(sum(chain([1, 2], (3, 4), returning(5), range(3))), list(chain("ab", chain("c", {"d": 1}))))
print(sum(chain(range(20000))), sorted(chain(returning(3), returning(2))), any(chain([0], [0, 7, 8])))
try:
    raise LookupError("outside")
except LookupError:
    print(sum(careful([1, 2])), sorted(x for x in chain([2], [1])))
    attempt("inside a handler", lambda: sum(fails(1, OSError("late"))))


# one generator for several functions, one inside another, and one that is running already
g = (x for x in range(10))
print(next(g), any(x > 3 for x in g), sum(g), list(g), sum(g))
print(sum(sum(y for y in range(x)) for x in range(6)), max(len(list(z for z in range(y))) for y in (3, 5, 2)))


def itself():
    yield 1
    try:
        sum(me)
    except ValueError as e:
        print("  refused:", e)
    yield 2


me = itself()
print(sum(me))


class Thief:
    def __init__(self, generator):
        self.generator = generator

    def __radd__(self, other):
        return other + next(self.generator)


def robbed():
    yield 1
    yield Thief(robbery)
    yield 10
    yield 100


robbery = robbed()
print(sum(robbery))


class Closer:
    def __radd__(self, other):
        closing.close()
        return other


def closed():
    yield 1
    yield Closer()
    yield 10


closing = closed()
print(sum(closing))


# in a generator, in a coroutine, deep down
def sums(n):
    for i in range(n):
        yield sum(x * i for x in range(i)), max((x for x in range(i + 1))), "".join(str(x) for x in range(i))


print(list(sums(4)), tuple(sums(2)))


async def main():
    total = sum(x for x in range(100))
    await asyncio.sleep(0)
    names = sorted(str(x) for x in range(3))
    try:
        sum(1 // x for x in (1, 0))
    except ZeroDivisionError as e:
        print("caught", e)
    await asyncio.sleep(0)
    return total, names, all(x < 3 for x in range(5)), set(x % 2 for x in range(5))


print(asyncio.run(main()))


def deep(n):
    return 0 if n == 0 else 1 + sum(deep(n - 1) for _ in range(1))


print(deep(100))


def endless(n):
    return sum(endless(n + 1) for _ in range(1))


try:
    endless(0)
except RecursionError as e:
    print("RecursionError")

# other names, other things of the name
add_up = sum
print(add_up(x for x in range(4)))


def total_of_shadowed():
    def sum(g):
        return list(g)

    return sum(x for x in range(3))


print(total_of_shadowed())


class List(list):
    pass


print(type(List(x for x in range(2))).__name__, List(x for x in range(2)))
print(sum([x for x in range(3)]), sum({x: 1 for x in range(3)}), min({3, 1}), max("a", "b"), sum((1, 2.5)))
