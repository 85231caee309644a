# stress: 1009
# What hot loops believe is believed only as long as it is true: classes, functions, globals and shapes change below them.
import math
import sys


class Base:
    kind = "base"
    count = 0

    def __init__(self, x, step=1):
        self.x = x
        self.step = step

    def value(self):
        return self.x

    def moved(self, by=10):
        self.x += by
        return self.x

    @property
    def double(self):
        return self.x * 2

    @staticmethod
    def helper(n):
        return n + 1

    @classmethod
    def made(cls, x):
        cls.count += 1
        return cls(x)


class Child(Base):
    kind = "child"

    def value(self):
        return -self.x


class Other:
    def __init__(self):
        self.pad = 0
        self.x = 5

    def value(self):
        return "other"

    kind = "other"
    double = "none"


def read(o):
    return o.value(), o.kind, o.double


def loop(objects, n):
    out = []
    for i in range(n):
        for o in objects:
            out.append(read(o))
    return len(out), out[-len(objects):]


objects = [Base(1), Child(2), Other(), Base(3)]
print(loop(objects, 300))
Base.kind = "changed"
print(loop(objects, 3))
Child.value = lambda self: ("replaced", self.x)
print(loop(objects, 300))
Base.double = property(lambda self: "property")
print(loop(objects, 3))
del Child.kind
print(loop(objects, 3))
objects[0].kind = "own"
objects[3].extra = 1
print(loop(objects, 300))
try:
    del Other.double
    loop(objects, 3)
except AttributeError as e:
    print(e)


def counted(n):
    made = [Base.made(i) for i in range(n)]
    return Base.count, Child.made(7).value(), Child.count, len(made), Base.helper(n)


print(counted(400), counted(3))


def f(a, b=2, c=3):
    return a, b, c


def calls(n):
    for i in range(n):
        last = f(i), f(i, 5), f(i, 5, 6), f(i, c=9), f(b=1, a=i)
    return last


print(calls(300))
f.__defaults__ = (20, 30)
print(calls(3))
f.__defaults__ = (7,)
try:
    print(calls(3))
except TypeError as e:
    print(e)


def f(a, b=0, *rest, c=1, **more):
    return a, b, rest, c, more


print(calls(300))


def lengths(n):
    total = 0
    for i in range(n):
        total += len([i, i]) + len((1, 2, 3)) + len("abc") + len({1: 2}) + len(range(i % 3))
    return total


print(lengths(300))
real_len = len
len = lambda x: 100
print(lengths(3))
del len
print(lengths(3))


def bound(n):
    items, other = [], []
    push, o = items.append, Base(0)
    move = o.moved
    for i in range(n):
        push(i)
        other.append(move())
        other.append(move(1))
    return real_len(items), other[-1], o.x


print(bound(500))


class Pushes(list):
    def append(self, x):
        super().append((x,))


def filled(target, n):
    for i in range(n):
        target.append(i)
    return real_len(target), target[-1]


print(filled([], 400), filled(Pushes(), 400), filled([], 3))


def roots(n):
    total = 0.0
    for i in range(n):
        total += math.sqrt(i) + math.floor(total % 3)
    return round(total, 6)


print(roots(400))
math.sqrt, kept = (lambda x: 1000.0), math.sqrt
print(roots(3))
math.sqrt = kept
print(roots(3))


def deep(n):
    return 0 if n == 0 else 1 + deep(n - 1)


print([deep(i) for i in (1, 50, 300)])
try:
    deep(10 ** 6)
except RecursionError as e:
    print(type(e).__name__, e)


def guarded(n):
    seen = []
    for i in range(n):
        try:
            if i % 3 == 0:
                raise ValueError(i)
            if i % 7 == 0:
                seen[10 ** 6]
            10 // (i % 5)
        except ValueError as e:
            seen.append(e.args[0])
        except (IndexError, ZeroDivisionError) as e:
            seen.append(type(e).__name__)
        else:
            continue
        finally:
            last = i
    return real_len(seen), seen[-4:], last


print(guarded(500))


def unset(n):
    for i in range(n):
        if i == n - 1:
            del x
        x = i
    return x


try:
    unset(400)
except UnboundLocalError as e:
    print(e)


def numbers(n):
    i = 0
    try:
        while i < n:
            got = yield i
            i += 1 if got is None else got
    finally:
        print("closed at", i)


def taken(n):
    total = 0
    for x in numbers(n):
        for y in numbers(3):
            if y == 2:
                break
            total += x * y
        if total > 20:
            return total
    return total


print(taken(3), taken(40))
g = numbers(1000)
print(next(g), [g.send(i % 3) for i in range(300)][-1])
g.close()
big = 1 << 46


def grows(n):
    x, y = big, 1.5
    for i in range(n):
        x += x >> 1
        y *= 1.5
        if i == 40:
            x = 1
    return x, y


print(grows(60))


def text(s, n):
    out = []
    for i in range(n):
        c = s[i % real_len(s)]
        if c == "a":
            out.append("A")
        elif c != "é" and c in "xyz":
            out.append(c)
        elif s[-1] == c:
            out.append("$")
    return "".join(out)[-20:]


print(text("abxé", 300), text("a" * 70 + "z", 300), text("日本a", 50))
try:
    text("", 1)
except (ZeroDivisionError, IndexError) as e:
    print(type(e).__name__)


def unpacks(n):
    a, b = 0, 1
    for i in range(n):
        a, b = b, (a + b) % 1000
        (p, q), [r, s] = (a, b), [b, a]
    for pair in [(1, 2), [3, 4], "ab"]:
        p, q = pair
    try:
        p, q = (1, 2, 3)
    except ValueError as e:
        return a, b, p, q, r, s, str(e)


print(unpacks(400))


def total_of(n):
    global counter
    counter = 0
    for i in range(n):
        counter += i
    return counter


print(total_of(400), counter)
del counter
print(total_of(3), sys.getrecursionlimit() > 100)
