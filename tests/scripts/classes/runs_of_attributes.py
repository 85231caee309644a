# stress: 997
# Attributes of one object in a row, while classes and shapes change under the instructions.


class Body:
    def __init__(self, x, v, m):
        self.x = x
        self.v = v
        self.m = m
        self.n = 0


def step(b, d):
    b.x = b.x + b.v * d
    b.n += 1
    b.v = b.v - b.x / b.m
    b.n = b.n * 2 % 1001
    b.m = b.m
    return b.x, b.v, b.m, b.n


def count(c):
    c.n = c.n + 1
    c.total = c.total + c.n
    c.n = c.n + 1
    c.last = c.total % 7
    return c.n + c.total + c.last


class Counter:
    def __init__(self):
        self.n = 0
        self.total = 0
        self.last = 0


b, c = Body(1.0, 2.0, 3.0), Counter()
for _ in range(300):
    result = step(b, 0.001), count(c)
print(result)

# other kinds of numbers in the slots
b.x = 3
print(step(b, 1))
b.v, b.m = 10**20, True
print(step(b, 2))
c.n = 2**47 - 2
print(count(c), c.n, c.total)
print(count(c), c.n, c.total)
c.n = 0.5
print(count(c), c.n, c.total)
c.n, c.total = True, False
print(count(c), c.n, c.total)

# another order of attributes, more of them, fewer of them
other = Counter.__new__(Counter)
other.last, other.total, other.n = 1, 2, 3
print(count(other), vars(other))
many = Counter.__new__(Counter)
for k in range(40):
    setattr(many, f"a{k}", k)
many.n = many.total = 5
many.last = 6
print(count(many), many.n, many.total, many.last)
del c.last
print(count(c), sorted(vars(c)))
del c.total
try:
    count(c)
except AttributeError as e:
    print(e, sorted(vars(c).items()))
c = Counter()
print(count(c))

# a store that adds an attribute, in the middle


class Grows:
    def __init__(self, n):
        self.n = n


def grow(g):
    a = g.n + 1
    g.m = a
    b = g.n + g.m
    g.n = b
    g.k = g.m + g.n
    return g.k + g.n + g.m


for n in range(300):
    result = grow(Grows(n))
print(result)
g = Grows(5)
print(grow(g), grow(g), grow(g), vars(g))


def alias(p, q):
    a = p.n
    q.extra = a
    p.n = a + 1
    return p.n + q.n + q.extra + p.extra


for n in range(300):
    g = Grows(n)
    result = alias(g, g)
print(result)
try:
    alias(Grows(1), Grows(2))
except AttributeError as e:
    print(e)

# operators of script in the middle change the object


class Spy:
    def __init__(self, owner, what):
        self.owner, self.what = owner, what

    def __add__(self, other):
        self.what(self.owner)
        return 1

    __radd__ = __mul__ = __rmul__ = __sub__ = __mod__ = __truediv__ = __rtruediv__ = __rsub__ = __add__


def drop(o):
    del o.total


def extend(o):
    o.more = 1
    o.total = 50


def make_property(o):
    Counter.last = property(lambda self: 77, lambda self, v: print("set", v))


def make_method(o):
    Counter.total = 1000


for what in (drop, extend, make_method, make_property):
    c = Counter()
    c.n = Spy(c, what)
    try:
        print(what.__name__, count(c), sorted(vars(c)))
    except AttributeError as e:
        print(what.__name__, e)
c = Counter()
print(count(c), vars(c))
del Counter.last
c.last = 3
print(count(c), vars(c))
Counter.__getattr__ = lambda self, name: 5
print(count(c), vars(c))
Counter.__setattr__ = lambda self, name, value: object.__setattr__(self, name, value if name != "n" else value * 10)
print(count(c), vars(c))
del Counter.__setattr__
for _ in range(200):
    result = count(c)
print(result)


# classes change between turns of a loop in which nothing else runs
class Point:
    def __init__(self):
        self.x = self.y = 1


def work(p, k):
    total = 0
    for i in range(k):
        p.x = p.x + p.y
        p.y = p.x % 5 + p.y % 3
        total += p.x + p.y
    return total


p = Point()
print(work(p, 300))
Point.y = property(lambda self: 3, lambda self, v: None)
print(work(p, 3), p.x)
del Point.y
print(work(p, 3), p.x, p.y)


class Slotted:
    __slots__ = ("x", "y", "z")

    def __init__(self):
        self.x = self.y = 2


s = Slotted()
print(work(s, 100), s.x, s.y)
del s.y
try:
    work(s, 3)
except AttributeError as e:
    print(e)


class Error(Exception):
    def __init__(self, n):
        super().__init__(n)
        self.x = n
        self.y = 1


e = Error(3)
print(work(e, 200), e.x, e.y, e.args)


def frames(o):
    a = o.x + o.y
    b = yield a
    c = o.x + o.y
    o.x = c
    d = o.x + o.y + b
    yield d
    o.y = 5
    yield o.x + o.y


for _ in range(100):
    p = Point()
    list_of = frames(p)
    first = next(list_of)
    second = list_of.send(1)
    third = next(list_of)
print(first, second, third)
p = Point()
f = frames(p)
next(f)
del p.x
p.z = 1
p.x = 10
print(f.send(2), next(f))


class Loud(Point):
    def __getattribute__(self, name):
        value = super().__getattribute__(name)
        print("get", name)
        return value

    def __setattr__(self, name, value):
        print("set", name, value)
        super().__setattr__(name, value)


p = Loud()
f = frames(p)
next(f)
print(f.send(2), next(f))


def kinds(o):
    a = o.x
    b = o.x
    c = o.y
    o.x = c
    o.y = a
    return a, b, c


for o in [Point() for _ in range(200)] + [Error(2), Slotted(), Counter(), Loud()]:
    try:
        result = kinds(o)
    except AttributeError as e:
        result = str(e)
print(result)
for o in (5, "text", None, 2.5, kinds, Point):
    try:
        print(kinds(o))
    except (AttributeError, TypeError) as e:
        print(e)
