# None, instances and others in sets, added, found and taken out; lists that grow by `+=`
class Same:
    pass


class Equal:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return hash(None)

    def __eq__(self, o):
        print("eq", self.n)
        return o is None


def ask(s, x):
    return x in s, x not in s


def add(s, x):
    s.add(x)
    return len(s)


a, b = Same(), Same()
sets = [set(), {None}, {a}, {a, None, 1, "x"}, frozenset([None, b]), set(range(40)), {str(i) for i in range(40)} | {None}]
for _ in range(60):
    r = [[ask(s, x) for x in (None, a, b, 1, "x", 2.0, True, (1,))] for s in sets]
for line in r:
    print(line)
s = set()
for i in range(300):
    n = add(s, None), add(s, a), add(s, i % 5)
print(n, None in s)
s.discard(None)
print(ask(s, None), add(s, None), ask(s, None))
for i in range(60):
    t = set()
    add(t, i)
    add(t, None)
    add(t, None)
    t.remove(None)
    add(t, None)
print(t == {59, None}, {None, 1} == {1, None}, hash(None) == hash(None))
q = {Equal(1)}
print(ask(q, None), add(q, None), len(q))
q = {None}
print(ask(q, Equal(2)))
Same.__hash__ = lambda self: 5
Same.__eq__ = lambda self, o: True
print(ask({5}, a), ask(set(), a), add({5, 6}, b))
del Same.__eq__, Same.__hash__
print(ask({a}, a), ask({b}, a))
Same.__hash__ = None
try:
    ask({1}, a)
except TypeError as e:
    print(e)


def grow(x, y):
    x += y
    return x


xs = [1]
for i in range(80):
    ys = grow(xs, [i])
print(ys is xs, len(xs), grow(xs, (1, 2)) is xs, len(xs))
xs = [1, 2]
print(grow(xs, xs), xs)
for y in ("ab", range(2), {3: 4}, iter([5]), (), []):
    print(grow([0], y))
for y in (5, None):
    try:
        grow([0], y)
    except TypeError as e:
        print(e)


class L(list):
    def __iadd__(self, o):
        return "own", list(o)


class R(list):
    def __iter__(self):
        return iter("rst")


print(grow(L([1]), [2]), grow([1], L([2])), grow([1], R([2])), grow((1,), (2,)))


class Base:
    pass


class Derived(Base):
    pass


class Hook(type):
    def __subclasscheck__(cls, o):
        return o is Base

    def __instancecheck__(cls, o):
        return o == 3


class Hooked(metaclass=Hook):
    pass


def derives(c, of):
    try:
        return issubclass(c, of)
    except TypeError as e:
        return str(e)


for _ in range(60):
    r = [derives(c, of) for c in (Base, Derived, int, bool) for of in (Base, (int, Base), (), object, Hooked, (str, Hooked), int | None, 5, (5, Base), (Base, 5), ((int,), Base))]
print(*r, sep="\n")
for of in (Base, (Base, int), 5):
    print(derives(5, of), derives(None, of))
