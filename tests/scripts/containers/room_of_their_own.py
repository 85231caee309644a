# lists that are made empty and filled: in their own cells first, then beside
def fills(n):
    xs = []
    for i in range(n):
        xs.append(i)
    return xs


def all_ways(n):
    a = fills(n)
    b = [x for x in range(n)]
    c = []
    c += range(n)
    d = []
    d.extend(a)
    e = []
    e[:] = b
    f = []
    for i in range(n):
        f.insert(0, n - 1 - i)
    return a == b == c == d == e == f and len(a) == n


print([all_ways(n) for n in (0, 1, 3, 4, 5, 8, 9, 20)] * 1)
for _ in range(200):
    ok = all_ways(_ % 9)
print(ok)


def shared(n):
    xs = []
    ys = xs
    for i in range(n):
        ys.append(i)
        xs.append(-i)
    xs.pop(0)
    del ys[1]
    ys[1:2] = [7, 7, 7]
    return xs


print([shared(n) for n in (2, 3, 4, 6)])


def sorts(n):
    xs = []
    for i in range(n):
        xs.append((i * 7) % 5)
    ys = list(xs)
    xs.sort(key=lambda v: -v)
    ys.sort(reverse=True)
    return xs == ys, xs


for n in range(60):
    r = sorts(n % 7)
print(r)


def displays(i):
    return [[], [i], [i, i], [i, [i], (i,)], [i] * 3, [i, 2, 3, 4, 5, 6, 7, 8], [i, 2, 3, 4, 5, 6, 7, 8, 9]]


for i in range(100):
    d = displays(i)
    for x in d:
        x.append(i)
        x.append(x[0])
print(d)


def concat(n):
    a, b = [n], [n, n]
    c = a + b
    c.append(1)
    e = a + [] + b + [n] * 9
    f = [] + []
    f.append(n)
    return c, e + e, f, a, b


for n in range(100):
    r = concat(n)
print(r)


def slices(xs, i, j):
    return xs[i:j], xs[:j], xs[i:], xs[:], xs[-2:], xs[:-1], xs[5:2]


class L(list):
    pass


class T(tuple):
    def __getitem__(self, k):
        return "mine"


for n in range(100):
    r = slices((1, 2, 3, 4), n % 5, 3), slices([1, 2, 3, 4], -3, n % 6)
print(r, slices(L([1, 2, 3]), 0, 2), slices(T((1, 2)), 0, 1), slices("abc", 0, 2))
t = (1, 2)
print(t[:] is t, t[0:9] is t, t[2:] == (), type(L([1])[:]))
for bad in ("a", 1.5):
    try:
        slices([1, 2], bad, 1)
    except TypeError as e:
        print(e)


class I:
    def __index__(self):
        return 1


print(slices([1, 2, 3], I(), None), slices((1, 2, 3), True, 1 << 80))


# what is among instances
class Same:
    pass


class Equal:
    def __init__(self, n):
        self.n = n

    def __eq__(self, o):
        print("eq", self.n)
        return isinstance(o, Equal) and o.n == self.n


s, other, e = Same(), Same(), Equal(1)


def among(x):
    return x in (None, s), x in [s, 1, other], x not in (x, None), x in [e, x], x in (2, Equal(1))


for n in range(60):
    r = among(s)
print(r, among(other), among(e), among(None), among(1))
xs = [None, s, 1, s, other]
xs.remove(s)
print(len(xs), xs[2] is s)
xs.remove(other)
for gone in (other, e, "x", 2.5, (1,)):
    try:
        xs.remove(gone)
        print("out")
    except ValueError as err:
        print(err)
ys = [Equal(1), Equal(2), 3, float("nan"), True, "a", (1, 2), 1]
ys.remove(Equal(2))
ys.remove(1)
ys.remove("a")
ys.remove((1, 2))
ys.remove(1.0)
print(len(ys), ys[1])
nan = ys[2]
ys.remove(nan)
print(len(ys))
Same.__eq__ = lambda a, b: True
print(s in [other], s in (None,), [None, 5].index(s), xs.remove(s), len(xs))


class Sub(list):
    def __eq__(self, o):
        return False

    def remove(self, x):
        print("own remove")
        list.remove(self, x)


z = Sub([1, 2, 3])
z.remove(2)
print(list(z))
