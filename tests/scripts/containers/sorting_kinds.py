# stress: 7
# Sorts whose keys are of one kind each, of several, and of none that is known.
import random

random.seed(3)
xs = [random.randrange(-50, 50) for _ in range(200)]
fs = [random.choice([0.0, -0.0, 1.5, -1.5, float("inf"), float("-inf"), 1e-300]) for _ in range(60)]
print(sorted(fs) == sorted(fs, key=lambda f: (f, 0)), repr(sorted(fs)[14:30]))
print(repr(sorted(fs, reverse=True)[:40]))
print(sorted(xs, key=lambda x: (x % 3, -x))[:20])
print(sorted(xs, key=lambda x: (x % 2 == 0, x / 4))[:20])
print(sorted(xs, key=lambda x: (x / 3, str(x), x), reverse=True)[:12])
print(sorted(xs, key=lambda x: (str(x), x))[:12])
print(sorted(xs, key=lambda x: ("longer than eight " + str(x % 5), -x))[:12])
print(sorted(xs, key=lambda x: x > 0)[:5], sorted([True, 2, False, 0, 1]))
print(sorted([(1, 2.5), (1, 2), (0, "x"), (0,), ()], key=len))
print(sorted([(1, True), (1, 0), (0, False), (1.0, -1)]))
print(sorted(["b", "a", "ab", "", "ü", "z" * 9, "z" * 8, "zzzzzzzz\0"], reverse=True))
print(sorted([3, 1, 2], key=lambda x: -x), sorted("hello", key=str.upper), sorted(["10", "9"], key=int))
print(sorted([[2, 1], [1, 5], [1]]), sorted([5, 1], key=lambda x, y=2: x * y))
for bad in ([1, "a"], [(1, 2), (1, "a")], [None, None]):
    try:
        print(sorted(bad))
    except TypeError as e:
        print(e)


def failing(x):
    if x == 3:
        raise ValueError("at three")
    return x


ys = [5, 3, 1]
try:
    ys.sort(key=failing)
except ValueError as e:
    print(e, ys)


def emptying(x):
    ys.append(x)
    return x


try:
    ys.sort(key=emptying)
except ValueError as e:
    print(e)
print(max(xs, key=lambda x: x % 7), min(["b", "a"], key=lambda s: s))
xs = list(range(5))
xs.reverse()
print(xs, [1, 2][::-1])
del xs[1], xs[-1]
print(xs)
for index in (5, -9):
    try:
        del xs[index]
    except IndexError as e:
        print(e)
# extremes, sums and copies of every kind of container
d = {"x": 3, "y": 1.5, "z": True}
for c in ([3, 1, 2], (2.5, -0.0, 0.0), {4, 2}, range(5, 50, 7), range(0), {7: 1, 3: 2}, d.values(), b"\x05\x09\x01", bytearray(b"\x03"), [1, 2.5, True], [False, True], "hello", {1: 2}.items(), frozenset([5])):
    out = []
    for f in (sum, min, max, list, tuple, sorted, lambda x: sorted(set(x))):
        try:
            out.append(repr(f(c)))
        except (TypeError, ValueError) as e:
            out.append(str(e))
    print(out)
a, b = set(range(5, 20)), {3, 7, "seven", 7.5, 19, (1, 2)}
print(sorted(map(str, a - b)), sorted(map(str, b - a)), sorted(map(str, a ^ b)), sorted(map(str, a & b)), len(a | b))
c = set(a)
c -= b
c ^= {100, 5, 6}
c |= {1: 2, 8: 9}.keys()
c &= frozenset(range(9))
print(sorted(c), a.isdisjoint({99}), c <= a, {8} < c, c.symmetric_difference([1, 50]), a.difference(range(6, 100)))


class Odd:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return 7

    def __eq__(self, other):
        return self.n == (other.n if isinstance(other, Odd) else other)

    def __repr__(self):
        return f"Odd({self.n})"


s = {1, 7, Odd(1), Odd(2)}
t = {7, Odd(2), Odd(3), 8}
print(len(s), len(t), len(s - t), len(s ^ t), len(s | t), len(s & t), Odd(7) in s, 7 in {Odd(7)})
g = {(x, y): x * y for x in range(12) for y in range(12)}
print(len(g), g[3, 4], g.get((12, 0)), (True, 2.0) in g, g[(1.0, 2)], ((1, 2), 3) in g, {((1, 2), 3): 4}[((1, 2), 3)])
