# Hot arithmetic on floats whose operands change: ints, zeros, NaN, other objects turn up in the middle.
import math


class P:
    def __init__(self, x, y):
        self.x = x
        self.y = y


def poly(x, y, k):
    t = x * x - y * y + k
    u = 2.0 * x * y + k
    v = (t + u) / (x - y)
    w = -t * 0.5 + 1
    return t, u, v, w - 3


def path(ps, dt):
    e = 0.0
    for p in ps:
        dx = p.x - 1.5
        dy = p.y - 2.5
        d = dx * dx + dy * dy
        m = dt / (d * d + 0.25)
        p.x = p.x - dx * m
        p.y = p.y - dy * m
        e += d * 0.5
        if d * 2.0 > 100.0:
            e -= 1
    return e


def cmp(x, y):
    a = x * 1.0
    b = y * 1.0
    n = 0
    if a + b < b + 1.0:
        n += 1
    if a * b <= a:
        n += 2
    if a - b == 0.0:
        n += 4
    if a + 0.0 != a:
        n += 8
    if a * 2.0 > 3:
        n += 16
    if not (a - 1.0 >= b):
        n += 32
    return n


def items(xs, i):
    s = 0.0
    for j in range(len(xs)):
        s += xs[j] * 2.0 + i
        xs[j] = s * 0.5 - xs[j]
    return s


def temps(x):
    a = x + 1.0
    a = a * 2.0
    a = a - x
    b = a
    a = a / 3.0
    b = b + a
    a = b
    return a * b


def show(v):
    if isinstance(v, tuple):
        return "(" + ", ".join(show(x) for x in v) + ")"
    return f"{type(v).__name__}:{v!r}"


nan, inf = math.nan, math.inf
values = [1.5, -0.0, 0.0, 2, 0, -3, 1e308, nan, inf, -inf, 10**20, True, 2.5, 1.5]
for f in (poly, cmp):
    for i in range(3000):
        r = f(i * 0.25 + 1.0, 0.5, 3.5) if f is poly else f(i * 0.25, 2.0)
    print(f.__name__, show(r))
    for x in values:
        for y in values[:8] + [None, "s"]:
            try:
                r = f(x, y, 3) if f is poly else f(x, y)
            except (ZeroDivisionError, TypeError, OverflowError) as e:
                r = e
            print(show(x), show(y), show(r))
ps = [P(float(i), i * 0.5) for i in range(10)]
for _ in range(500):
    r = path(ps, 0.125)
print(show(r), [(round(p.x, 9), round(p.y, 9)) for p in ps])
for x in (3, 2**60, nan, "no", None, 1.5):
    ps[4].x = x
    try:
        print(show(path(ps, 1)))
    except TypeError as e:
        print(e)
    print(show(ps[4].x), show(ps[3].y), show(ps[5].x))
    ps[4].x = 0.5
xs = [0.5] * 20
for i in range(300):
    r = items(xs, 0.25)
print(show(r))
xs[7] = 3
print(show(items(xs, 1)), show(xs[7]), show(xs[8]))
xs[9] = "q"
try:
    items(xs, 1)
except TypeError as e:
    print(e, show(xs[8]))
for i in range(1000):
    r = temps(i * 0.1)
print(show(r), show(temps(3)), show(temps(nan)), show(temps(-0.0)), show(temps(10**30)))


def mixed(n):
    t = 0
    x = 1
    for i in range(n):
        t = t + x * 0.5
        x = x + i if i % 3 else x - 0.5
        if i % 50 == 49:
            x = 7
            t = int(t)
    return t, x


print(show(mixed(2000)))


def ints_in(n, k):
    s = 0.0
    for i in range(n):
        s = s + i * 0.5 - k * s / (i + 1.0)
    return s


print(show(ints_in(2000, 1)), show(ints_in(2000, 0.5)), show(ints_in(100, True)))
