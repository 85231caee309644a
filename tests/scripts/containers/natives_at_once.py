# stress: 997
# Built-in functions and methods in their plain case, and all that is none: subclasses, keys that ask scripts, changes
# in the middle, errors.
import math
import random


class Key:
    log = []

    def __init__(self, n):
        self.n = n

    def __hash__(self):
        Key.log.append(("hash", self.n))
        return self.n

    def __eq__(self, other):
        Key.log.append(("eq", self.n))
        return isinstance(other, Key) and self.n == other.n

    def __repr__(self):
        return f"Key({self.n})"


def logged(text):
    print(text, Key.log)
    Key.log = []


def failing(what, f):
    try:
        print(what, f())
    except Exception as e:
        print(what, type(e).__name__, e)


class D(dict):
    def __setitem__(self, k, v):
        print("set", k, v)
        super().__setitem__(k, v)

    def __or__(self, other):
        return "D or"

    def __ror__(self, other):
        return "D ror"

    def copy(self):
        return "D copy"


class S(set):
    def __or__(self, other):
        return "S or"

    def __rand__(self, other):
        return "S rand"

    def __eq__(self, other):
        return "S eq"

    __hash__ = None


class L(list):
    def __eq__(self, other):
        return "L eq"

    def __repr__(self):
        return "L repr"

    def __delitem__(self, i):
        print("del", i)


class St(str):
    def __eq__(self, other):
        return False

    def __hash__(self):
        return 7

    def __repr__(self):
        return "St"


def dicts():
    for _ in range(60):
        d = dict(a=1, b=2)
        e = dict(d, b=3, c=4)
        d.update(b=5, z=6)
        m = d | {"q": 1}
        m |= e
        f = {**d, "a": 0, **e}
        g = dict.fromkeys("ab", 1), dict.fromkeys(["x", "y"]), dict.fromkeys(("x", 1, "x"), [])
    print(d, e, m, f, g)
    print(dict(self=1, cls=2), {}.update(self=3), dict(**{"x y": 1}))
    x = D(a=1)
    x.update(b=2)
    print(dict(x), x | {"a": 2}, {"a": 2} | x, x.copy(), dict(x, c=3))
    x |= {"d": 4}
    print(dict(x), type(dict.fromkeys([1], 2)), type(D.fromkeys([1], 2)))
    failing("dict", lambda: dict(1, a=2))
    failing("dict", lambda: dict([(1, 2)], [(3, 4)], a=2))
    failing("dict", lambda: dict([(1, 2)], a=2))
    failing("dict", lambda: dict.fromkeys([[]]))
    failing("dict", lambda: dict.fromkeys())
    failing("dict", lambda: dict.fromkeys(1, 2))
    failing("dict", lambda: {}.update(1, a=2))
    failing("dict", lambda: {}.update({}, {}, a=2))
    failing("dict", lambda: {} | [])
    failing("dict", lambda: {1: 2} & {1: 2})
    failing("dict", lambda: {1: 2}.keys() - 3)
    many = dict(a=1, b=2, c=3, d=4, e=5, f=6, g=7, h=8, i=9, j=10)
    print(many, many.copy(), many | {"k": 1}, many == many.copy(), many != dict(many, a=2))
    d = {Key(1): 1}
    Key.log = []
    d.update(a=2)
    print(d | {Key(1): 3}, len({Key(1): 1, Key(2): 2} | {Key(3): 3}))
    logged("dict or")
    print(d == {Key(1): 1, "a": 2}, d == {Key(1): 1, "b": 2}, d == {Key(1): 2, "a": 2})
    logged("dict eq")


def holes():
    d = {}
    for i in range(100):
        d[i] = i
        if i > 2:
            d.pop(i - 3)
        if i % 10 == 9:
            print(list(d), d.get(i), d.get(i - 3), i in d)
    d = {}
    for i in range(200):
        d["a"] = i
        d["b"] = i
        del d["a"]
        d.pop("b")
    print(d, len(d))
    d = {i: i for i in range(8)}
    for i in range(7):
        del d[i]
    d["x"] = 1
    d["y"] = 2
    print(d, list(reversed(d)), d.popitem(), d)
    for n in 1, 2:
        for make in dict.fromkeys, lambda keys: {k: 1 for k in keys}, lambda keys: dict(zip(keys, keys)):
            d = make("ab"[:n])
            seen = []
            try:
                for k in d:
                    seen.append(k)
                    d[k] = d.pop(k)
            except RuntimeError as e:
                print(seen, e)
    d = {k: k for k in "abcdefgh"}
    for k in "abcdef":
        del d[k]
    d["i"] = 1
    d["a"] = 2
    print(d, "h" in d, "b" in d, d.pop("g"), d.get("i"), d)
    for how in range(3):
        d = {"a": 1, "b": 2, "c": 3}
        seen = []
        try:
            for k in d:
                seen.append(k)
                if how == 0:
                    d.pop(k)
                elif how == 1:
                    d[k] = d.pop(k)
                    if len(seen) > 2:
                        break
                else:
                    d["n"] = 1
        except RuntimeError as e:
            print(how, seen, e)
        else:
            print(how, seen, d)


def views():
    a, b = {1: 1, 2: 2, 3: 3}, {3: 3, 4: 4}
    for _ in range(60):
        r = a.keys() & b.keys(), b.keys() & a.keys(), a.keys() | b.keys(), a.keys() - b.keys(), a.keys() ^ b.keys()
    print([sorted(x) for x in r], [type(x).__name__ for x in r])
    print(a.keys() & {1, 9}, {1, 9} & a.keys(), a.items() & {1: 1}.items(), a.keys() & [1], a.keys() - [1])
    print({1: 0, True: 1, 1.0: 2}.keys() & {True: 3}.keys(), {}.keys() | {}.keys())
    x, y = {Key(1): 1, Key(2): 2}, {Key(2): 3}
    Key.log = []
    print(x.keys() & y.keys())
    logged("and")
    print(x.keys() - y.keys())
    logged("sub")
    print(x.keys() | y.keys())
    logged("or")
    print(D(a=1).keys() & {"a": 1}.keys())


def sets():
    a, b = {1, 2, 3}, {3, 4}
    for _ in range(60):
        r = a | b, a & b, a - b, a ^ b, a.copy(), a == b, a != b, a <= b, a < {1, 2, 3, 4}, a >= {1}, a > {1}
        f = frozenset(a) | b, a | frozenset(b), frozenset([1, 2]) == {1, 2}, frozenset("aa"), frozenset({5: 6})
    print(r, f)
    s = S([1, 2])
    print(s | {3}, {3} | s, {1} & s, s == {1, 2}, {1, 2} == s, s.copy() is s, type(s.copy()).__name__)
    z = frozenset([1])
    print(z.copy() is z, frozenset(z) is z, type(frozenset(s)).__name__, set(s) != s, sorted(set(range(5))))
    t = {1, 2, 3}
    t |= {4}
    t &= {1, 4, 5}
    t -= {5}
    t ^= {1, 9}
    print(t, t.issubset(t), t.issuperset([4]), t.issubset([4, 9]), {4}.issubset(t), z.issubset({1, 2}))
    t.clear()
    failing("pop", t.pop)
    failing("pop", frozenset().copy().__len__)
    failing("or", lambda: {1} | [1])
    failing("le", lambda: {1} <= [1])
    failing("set", lambda: set([1, []]))
    failing("frozenset", lambda: frozenset([{}]))
    failing("frozenset", lambda: frozenset(3))
    failing("frozenset", lambda: frozenset([1], [2]))
    failing("frozenset", lambda: frozenset(a=1))
    Key.log = []
    x, y = {Key(1), Key(2)}, frozenset([Key(2)])
    logged("make")
    print(x == y, y <= x, len(x | y), len(x & y), len(x - y))
    logged("ops")
    while x:
        x.pop()
    nan = float("nan")
    print({nan} == {nan}, [nan] == [nan], {1: nan} == {1: nan}, [1.0, 2] == [1, 2.0])


class Growing:
    """Equality that changes the list that is compared."""

    def __init__(self, items):
        self.items = items

    def __eq__(self, other):
        if len(self.items) < 8:
            self.items.append(7)
        return other == 3


def lists():
    for _ in range(60):
        m = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
        del m[1:3]
        del m[::2]
        del m[-1:]
        m[1:2] = [5, 6, 7]
        m[1:1] = (8,)
        m[:0] = m
        n = list(range(9))
        del n[::-3]
        o = list(range(9))
        del o[8:1:-2]
        p = list(range(9))
        p[::4] = "abc"
        q = list(range(4))
        del q[10:], q[3:1], q[None:0]
    print(m, n, o, p, q)
    x = L([1, 2, 3])
    del x[0:1]
    print(x == [1], [1, 2, 3] == x, [x] == [[1]], repr(x), str([x]), len(x))
    print([1, 2, 1, True, 1.0].count(1), (1, "1", 1).count(1), [].count(None), ["a", "b"].index("b"))
    print([[1], [1]].index([1]), [1, 2, 3, 2].index(2, 2), [None].index(None), (1, 2).index(2.0))
    failing("index", lambda: [1, 2].index(3))
    failing("index", lambda: (1, 2).index(3))
    failing("index", lambda: ["a"].index("é"))
    failing("index", lambda: [].index())
    failing("count", lambda: [].count())
    failing("slice", lambda: [1].__delitem__(slice("a", 2)))
    failing("slice", lambda: [1].__delitem__(slice(0, 2, 0)))
    failing("slice", lambda: (1,).__delitem__)
    failing("slice", lambda: [1, 2].__setitem__(slice(0, 2, 2), [1, 2]))
    failing("slice", lambda: [1, 2].__setitem__(slice(0, 2), 5))
    g = []
    g.extend([1, Growing(g), 3])
    print(g.count(3), len(g))
    g[:] = [1, Growing(g), 3]
    print(g.index(3), len(g))
    s = [3, 1, 2]
    s.sort()
    t = ["b", "a", "C"]
    t.sort()
    print(s, t, [3, 1.5, True].sort(), [].sort())
    failing("sort", lambda: [1, "a"].sort())
    failing("sort", lambda: [1, 2].sort(1))
    failing("sort", lambda: [3, None, 1].sort())


def sums():
    for _ in range(60):
        r = sum([[1], [2]], []), sum(((1,), (2,)), ()), sum([1, 2.5], 3), sum([], [1]), sum((), 4), sum([1], 2.5)
    print(r)
    start = [0]
    print(sum([[1], [2]], start), start, sum([], start) is start, sum([1, 2], start=3), sum([L([1])], []))
    failing("sum", lambda: sum([[1], 2], []))
    failing("sum", lambda: sum([[1], (2,)], []))
    failing("sum", lambda: sum([(1,), [2]], ()))
    failing("sum", lambda: sum(["a"], ""))
    failing("sum", lambda: sum([[1]], 0))
    failing("sum", lambda: sum([b"a"], b""))
    failing("sum", lambda: sum([1], None))
    for _ in range(60):
        m = min([], default=0), max((), default=None), min([3, 1, 2], default=0), max("ab", default="c")
    print(m, max([], default=[]), min({}, default=1), max(iter([]), default=2))
    failing("min", lambda: min([]))
    failing("min", lambda: min([], defaults=0))
    failing("min", lambda: min(1, 2, default=0))
    failing("min", lambda: min(default=0))
    failing("min", lambda: min([1, "a"], default=0))
    failing("min", lambda: min(5, default=0))
    print(min([Key(1)], default=0), math.hypot(3, 4), math.hypot(3.0, -4.0), math.hypot(math.inf, math.nan))
    print(math.hypot(5e-324, 5e-324), math.hypot(1e308, 1e308), math.hypot(), math.hypot(-2), math.dist([1, 2], [4, 6]))
    print(math.hypot(math.nan, 1.0), math.hypot(0.0, -0.0), math.hypot(True, 0), math.hypot(1e-320, 3e-310, 2e-315))
    failing("hypot", lambda: math.hypot("a", 1))
    print([(hex(i), bin(i), oct(i)) for i in (0, 1, -1, 255, -256, 2**47 - 1, -(2**47), 2**47, 2**70, True)])
    failing("hex", lambda: hex(1.0))
    failing("bin", lambda: bin("1"))


def texts():
    for _ in range(60):
        r = (
            "{a} {b}".format(a=1, b="x"),
            "{0} {a!r:>4} {{}} {1:05.1f}".format("p", 2.5, a="q"),
            "{a}{a}".format(a=None, b=2),
            "{} {x}".format(1, x=True),
        )
    print(r)
    failing("format", lambda: "{a}".format(b=1))
    failing("format", lambda: "{a.real} {a.imag}".format(a=1))
    failing("format", lambda: "{a[k]}".format(a={"k": 5}))
    failing("format", lambda: "{a} {}".format(a=1))
    failing("format", lambda: "{a:{w}}".format(a=1, w=4))
    failing("format", lambda: "{a!x}".format(a=1))
    failing("format", lambda: "{a".format(a=1))
    failing("format", lambda: "{self} {é}".format(self=1, é=2))
    failing("format", lambda: "{a:d}".format(a="s"))
    print("{k} {a}".format(k=Key(3), a=[1, "b"]), St("{a}").format(a=1))
    loop = [1]
    loop.append(loop)
    ring = {"a": 1}
    ring["r"] = (ring, [ring])
    deep = 1
    for _ in range(12):
        deep = [deep, (deep,)] if _ < 3 else [deep]
    values = [
        (), (1,), (1, 2), [], [1, "a", 2.5], {}, {"a": [1]}, [None, True, ...], [(), [], {}], ["it's", '"', "\n\\", "é"],
        (Key(1), L([1]), St("x")), {1: {2: (3,)}}, [1e300, 1e16, -0.0, 1e-7, math.inf, math.nan], loop, ring, deep,
        [2**47, 2**100], {(1, 2): {3}}, [b"a", range(3), slice(1), int], D(a=1), list("x" * 90), ["\x7f\x00\u2028"],
    ]
    for v in values:
        print(v, repr(v), f"{v}", f"{v!r:<3}", "%s" % (v,))
    print("a b  c".split(), " ".split(), ("x " * 40).split(), "a,b".split(","), ",".join("a" * 50).split(","))
    print(b"a b".split(), "abc".split(None, 0), "".split(","), "".split(), "a--b--c".split("--", 1))


def arrays():
    for _ in range(60):
        b = bytearray(b"abcdefgh")
        b.append(1)
        b.extend(b"xy")
        b[2:4] = b"QR"
        b[4:5] = b"long"
        b[6:8] = b""
        del b[:2]
        del b[1:3]
        del b[::3]
        b[:0] = b"^"
        b[len(b):] = b"$"
    print(b, len(b), b[0], b[-1])
    b = bytearray(b"0123456789")
    b[2:5] = b
    print(b)
    b[1:3] = bytearray(b"--")
    b[::5] = b"...."
    b[3:4] = [65, 66]
    b[5:5] = (67,)
    print(b)
    del b[-1:0:-2]
    del b[100:]
    print(b)
    failing("append", lambda: b.append(256))
    failing("append", lambda: b.append(-1))
    failing("append", lambda: b.append("a"))
    failing("extend", lambda: b.extend("a"))
    failing("extend", lambda: b.extend([256]))
    failing("extend", lambda: b.extend(5))
    failing("slice", lambda: b.__setitem__(slice(0, 1), "a"))
    failing("slice", lambda: b.__setitem__(slice(0, 4, 2), b"abc"))
    failing("slice", lambda: b.__setitem__(slice(0, 4, 0), b"abc"))
    failing("slice", lambda: bytes(b).__delitem__)
    b.extend(b)
    b.extend(range(3))
    b.extend(bytearray(b"!"))
    b.append(True)
    print(b)
    m = memoryview(b"abcdef")
    w = bytearray(b"abcdef")
    v = memoryview(w)
    for _ in range(60):
        r = bytes(m[1:3]), bytes(m[::-1]), bytes(m[4:1:-2]), m[0], m[-1], bytes(m[1:][1:][::2]), bytes(m[9:]), bytes(m[:])
        w[2] = 90
        u = bytes(v[1:4]), v[2], bytes(v[::2])
    print(r, u)
    v[0:2] = b"!!"
    print(w)
    failing("view", lambda: m[6])
    failing("view", lambda: m[-7])
    failing("view", lambda: m[::0])
    m.release()
    failing("view", lambda: m[0])
    failing("view", lambda: m[1:2])


def three():
    try:
        yield 1
        yield 2
    finally:
        print("closed")


def plain(n):
    x = n
    while True:
        got = yield x
        x = x + 1 if got is None else got


def stubborn():
    while True:
        try:
            yield 1
        except GeneratorExit:
            print("no")
            return 5


def handled():
    try:
        1 / 0
    except ZeroDivisionError:
        yield 1
        raise


def outer(g):
    r = yield from g
    return r


def raiser():
    yield 1
    raise ValueError("late")


def generators():
    for _ in range(60):
        g = plain(1)
        next(g)
        g.close()
        g.close()
        h = plain(2)
        h.close()
    failing("next", lambda: next(g))
    failing("next", lambda: next(h))
    failing("send", lambda: g.send(1))
    failing("throw", lambda: g.throw(KeyError("k")))
    print(list(g), g.gi_frame is None if hasattr(g, "gi_frame") else True)
    for make in three, stubborn, handled, lambda: outer(plain(1)), lambda: outer(three()), raiser:
        g = make()
        print(next(g), g.close(), list(g))
    inner = plain(1)
    g = outer(inner)
    print(next(g), next(g))
    inner.close()
    failing("after", lambda: next(g))
    g = plain(1)

    def itself():
        try:
            g2.close()
        except ValueError as e:
            print(e)
        yield 1

    g2 = itself()
    print(next(g2), g2.close())
    e = (x for x in [1, 2, 3])
    print(next(e), e.close(), list(e))
    for x in (k := plain(5)):
        if x > 7:
            k.close()
            break
    print(x, list(k))
    for x in (k := plain(5)):
        if x > 7:
            k.close()
    print(x)


def bound():
    r = random.Random(5)
    same = random.Random(5)
    f, a = r.random, same.random
    print(all(f() == a() for _ in range(100)))
    random.seed(3)
    x = [random.random() for _ in range(100)]
    random.seed(3)
    print(x == [random.random() for _ in range(100)])
    out = []
    add, take, has = out.append, {"a": 1}.get, "abc".startswith
    for i in range(100):
        add(i)
        v = take("a"), take("b"), take("b", 2), has("a"), has(("x", "ab")), has("b", 1)
    print(len(out), v)
    failing("bound", lambda: add())
    failing("bound", lambda: add(1, 2))
    failing("bound", lambda: take([]))
    failing("bound", lambda: has(1))
    failing("bound", lambda: f(1))


for room in dicts, holes, views, sets, lists, sums, texts, arrays, generators, bound:
    print("--", room.__name__)
    room()
