# stress: 9973
"""Which special methods built-in operations call, of which operands, and in which order."""

log = []


def add(*what):
    log.append(" ".join(map(str, what)))


def name(v):
    return v.i if isinstance(v, K) else type(v).__name__


class K:
    def __init__(self, x, i):
        self.x = x
        self.i = i

    def _binary(word, test):
        def method(self, other):
            add(word, name(self), name(other))
            if not isinstance(other, K):
                return NotImplemented
            return test(self.x, other.x)

        return method

    def __repr__(self):
        return f"K({self.i})"

    __lt__ = _binary("lt", lambda a, b: a < b)
    __le__ = _binary("le", lambda a, b: a <= b)
    __gt__ = _binary("gt", lambda a, b: a > b)
    __ge__ = _binary("ge", lambda a, b: a >= b)
    __eq__ = _binary("eq", lambda a, b: a == b)
    __ne__ = _binary("ne", lambda a, b: a != b)
    __add__ = _binary("add", lambda a, b: K(a + b, f"{a}+{b}"))

    def __radd__(self, other):
        add("radd", self.i, type(other).__name__)
        return self

    def __hash__(self):
        add("hash", self.i)
        return hash(self.x)

    def __bool__(self):
        add("bool", self.i)
        return self.x != 0

    def __index__(self):
        add("index", self.i)
        return self.x


class Sub(K):
    def __eq__(self, other):
        add("sub eq", name(self), name(other))
        return self.x == other.x

    def __lt__(self, other):
        add("sub lt", name(self), name(other))
        return self.x < other.x

    def __gt__(self, other):
        add("sub gt", name(self), name(other))
        return self.x > other.x

    __hash__ = K.__hash__


class Plain:
    """Equality and hash only."""

    def __init__(self, x):
        self.x = x

    def __eq__(self, other):
        add("plain eq", self.x, getattr(other, "x", other))
        return isinstance(other, Plain) and self.x == other.x

    def __hash__(self):
        add("plain hash", self.x)
        return hash(self.x)


def digest():
    h = 7
    for line in log:
        for c in line:
            h = (h * 131 + ord(c)) % 2147483647
        h = (h * 131 + 10) % 2147483647
    return h


def show(what, f):
    log.clear()
    try:
        r = f()
        if isinstance(r, K):
            r = r.i
        elif isinstance(r, (list, tuple, set, dict)):
            r = (type(r).__name__, len(r))
    except Exception as e:
        r = f"{type(e).__name__}: {e}"
    calls = list(log)
    print(what, r, len(calls), digest() if len(calls) > 8 else calls)


def numbers(n, top, seed=5):
    out = []
    for _ in range(n):
        seed = (seed * 1103515245 + 12345) % 2147483648
        out.append((seed >> 8) % top)
    return out


def values(xs):
    return [K(x, i) for i, x in enumerate(xs)]


for xs in ([], [2, 1], [3, 1, 2, 1], numbers(40, 10)):
    l = values(xs)
    m = values(xs)
    other = values(xs[::-1])
    show("min", lambda: min(l))
    show("max", lambda: max(l))
    show("min key", lambda: min(l, key=lambda k: K(-k.x, k.i)))
    show("max key", lambda: max(l, key=lambda k: K(-k.x, k.i)))
    show("min default", lambda: min(l, default=None))
    show("max of", lambda: max(*l, K(1, "a"), K(2, "b")))
    show("min of", lambda: min(*l, K(1, "a"), K(2, "b")))
    show("sum", lambda: sum(l, K(0, "start")))
    show("sum 0", lambda: sum(l))
    show("any", lambda: any(l))
    show("all", lambda: all(l))
    show("any gen", lambda: any(k for k in l))
    show("all gen", lambda: all(k < K(5, "five") for k in l))
    show("any gen eq", lambda: any(k == K(5, "five") for k in l))
    show("filter", lambda: list(filter(None, l)))
    show("bools", lambda: [bool(k) for k in l])
    show("not", lambda: [not k for k in l])
    show("map", lambda: list(map(bool, l)))
    probe = K(3, "probe")
    show("in", lambda: probe in l)
    show("not in", lambda: probe not in l)
    show("in tuple", lambda: probe in tuple(l))
    show("in gen", lambda: probe in (k for k in l))
    show("in iter", lambda: probe in iter(l))
    show("in map", lambda: probe in map(lambda k: k, l))
    show("in zip", lambda: (probe,) in zip(l))
    show("in reversed", lambda: probe in reversed(l))
    show("in dict values", lambda: probe in dict(enumerate(l)).values())
    show("in dict items", lambda: (2, probe) in dict(enumerate(l)).items())
    show("in enumerate", lambda: (2, probe) in enumerate(l))
    show("3 in", lambda: 3 in l)
    show("self in", lambda: l and l[-1] in l)
    show("index", lambda: l.index(probe))
    show("index from", lambda: l.index(probe, 1, -1))
    show("index tuple", lambda: tuple(l).index(probe))
    show("count", lambda: l.count(probe))
    show("count self", lambda: l.count(l[0]) if l else None)
    show("count tuple", lambda: tuple(l).count(probe))
    show("count int", lambda: l.count(3))
    show("remove", lambda: m.remove(probe))
    show("remove self", lambda: m.remove(m[-1]))
    show("remove missing", lambda: m.remove(K(10**6, "none")))
    show("del", lambda: m.pop())
    for op in ("==", "!=", "<", "<=", ">", ">="):
        compare = {"==": lambda a, b: a == b, "!=": lambda a, b: a != b, "<": lambda a, b: a < b, "<=": lambda a, b: a <= b, ">": lambda a, b: a > b, ">=": lambda a, b: a >= b}[op]
        again = values(xs)
        shorter = values(xs[:-1])
        last = values(xs[:-1] + [9])
        for label, a, b in (("self", l, l), ("same", l, again), ("copy", l, l[:]), ("shorter", l, shorter), ("longer", shorter, l), ("last", l, last), ("other", l, other)):
            show(f"list {op} {label}", lambda: compare(a, b))
            show(f"tuple {op} {label}", lambda: compare(tuple(a), tuple(b)))
            show(f"nested {op} {label}", lambda: compare([1, [a]], [1, [b]]))
            show(f"pairs {op} {label}", lambda: compare([(1, k) for k in a], [(1, k) for k in b]))
        if op in ("==", "!="):
            show(f"dict {op}", lambda: compare(dict(enumerate(l)), dict(enumerate(again))))
            show(f"dict values {op}", lambda: compare(dict(enumerate(l)), dict(enumerate(last))))
            show(f"dict keys {op}", lambda: compare(dict.fromkeys(l), dict.fromkeys(again)))
        show(f"set {op}", lambda: compare(set(l), set(again)))
        show(f"set shorter {op}", lambda: compare(set(shorter), set(again)))
        show(f"frozenset {op}", lambda: compare(frozenset(l), set(last)))
        show(f"dict keys view {op}", lambda: compare(dict.fromkeys(l).keys(), dict.fromkeys(again).keys()))
        show(f"dict items view {op}", lambda: compare(dict(enumerate(l)).items(), dict(enumerate(again)).items()))

    show("set", lambda: set(l))
    show("set of set", lambda: set(set(l)))
    show("frozenset", lambda: len(frozenset(l)))
    show("set display", lambda: {*l, probe})
    show("set comp", lambda: {k for k in l})
    show("dict comp", lambda: {k: 1 for k in l})
    show("fromkeys", lambda: dict.fromkeys(l))
    show("fromkeys of set", lambda: dict.fromkeys(set(l)))
    show("dict pairs", lambda: dict([(k, 1) for k in l]))
    show("dict zip", lambda: dict(zip(l, l)))
    s = set(l)
    t = set(values(numbers(20, 12, 77)))
    d = {k: k.i for k in l}
    e = {k: k.i for k in t}
    for label, f in (
        ("or", lambda: s | t), ("and", lambda: s & t), ("sub", lambda: s - t), ("xor", lambda: s ^ t), ("rand", lambda: t & s), ("rsub", lambda: t - s),
        ("union", lambda: s.union(l, t)), ("inter list", lambda: s.intersection(l)), ("diff list", lambda: s.difference(l)), ("symm list", lambda: s.symmetric_difference(l)),
        ("inter dict", lambda: s.intersection(e)), ("diff dict", lambda: s.difference(e)), ("or keys", lambda: s | e.keys()), ("keys and", lambda: e.keys() & s), ("keys or", lambda: d.keys() | e.keys()), ("keys sub", lambda: d.keys() - e.keys()), ("keys xor", lambda: d.keys() ^ e.keys()),
        ("isdisjoint", lambda: s.isdisjoint(t)), ("isdisjoint list", lambda: s.isdisjoint(l)), ("issubset", lambda: s.issubset(t)), ("issuperset", lambda: s.issuperset(t)), ("issubset list", lambda: s.issubset(l)), ("issuperset list", lambda: s.issuperset(l)),
        ("in set", lambda: probe in s), ("add", lambda: s.copy().add(probe)), ("discard", lambda: s.copy().discard(probe)), ("remove", lambda: s.copy().remove(probe)), ("copy", lambda: s.copy()), ("list of set", lambda: list(s)),
        ("get", lambda: d.get(probe)), ("getitem", lambda: d[probe]), ("in dict", lambda: probe in d), ("setdefault", lambda: dict(d).setdefault(probe, 5)), ("pop", lambda: dict(d).pop(probe)), ("pop default", lambda: dict(d).pop(probe, None)),
        ("dict copy", lambda: dict(d)), ("dict or", lambda: d | e), ("update", lambda: d.copy().update(e)), ("update pairs", lambda: d.copy().update([(k, 1) for k in t])), ("double star", lambda: {**d, **e}), ("del", lambda: d.copy().__delitem__(probe)), ("popitem", lambda: len(d.copy().popitem()) if d else None),
        ("hash of tuple", lambda: hash(tuple(l)) is not None), ("hash of frozenset", lambda: hash(frozenset(l)) is not None), ("tuple as key", lambda: {tuple(l): 1}[tuple(again)]), ("getitem self", lambda: d[l[0]] if l else None), ("tuple in set", lambda: (probe, 1) in {(k, 1) for k in l}),
        ("set of dict", lambda: set(d)), ("frozenset of dict", lambda: frozenset(d)), ("set of keys", lambda: set(d.keys())), ("fromkeys of dict", lambda: dict.fromkeys(d)), ("fromkeys of frozenset", lambda: dict.fromkeys(frozenset(s))), ("fromkeys of keys", lambda: dict.fromkeys(d.keys())),
        ("update by dict", lambda: s.copy().update(e)), ("symm by dict", lambda: s.copy().symmetric_difference_update(e)), ("diff update by dict", lambda: s.copy().difference_update(e)), ("inter update by dict", lambda: s.copy().intersection_update(e)), ("union of dict", lambda: s.union(e)), ("symm list update", lambda: s.copy().symmetric_difference_update(l)),
        ("keys isdisjoint set", lambda: d.keys().isdisjoint(t)), ("keys isdisjoint keys", lambda: d.keys().isdisjoint(e.keys())), ("keys isdisjoint self", lambda: d.keys().isdisjoint(d.keys())), ("keys isdisjoint list", lambda: d.keys().isdisjoint(list(t))), ("items isdisjoint", lambda: d.items().isdisjoint(e.items())), ("isdisjoint keys", lambda: s.isdisjoint(e.keys())), ("isdisjoint self", lambda: s.isdisjoint(s)), ("isdisjoint dict", lambda: s.isdisjoint(e)),
        ("subset of dict", lambda: s.issubset(e)), ("superset of dict", lambda: s.issuperset(e)), ("subset of gen", lambda: s.issubset(k for k in l)), ("keys <= set", lambda: d.keys() <= s), ("set >= keys", lambda: s >= d.keys()), ("items == items", lambda: d.items() == e.items()), ("items or", lambda: d.items() | e.items()), ("items and", lambda: d.items() & e.items()), ("items sub", lambda: d.items() - e.items()), ("items xor", lambda: d.items() ^ e.items()), ("items xor back", lambda: e.items() ^ d.items()), ("items xor equal", lambda: d.items() ^ dict(d).items()),
        ("default of present", lambda: dict(d).setdefault(l[0], 1) if l else 0), ("default None", lambda: dict(d).setdefault(K(99, "new"))), ("inter several", lambda: s.intersection(t, l)), ("union several", lambda: s.union(t, d)), ("set or list keys", lambda: {*d, *e}), ("ior", lambda: dict(d).__ior__(e)), ("ror", lambda: [(1, k) for k in d] == [(1, k) for k in s]),
        ("set update", lambda: s.copy().update(l, t)), ("inter update", lambda: s.copy().intersection_update(t)), ("diff update", lambda: s.copy().difference_update(t)), ("symm update", lambda: s.copy().symmetric_difference_update(t)),
    ):
        show(label, f)

# subclasses are asked first, where they stand on the right
a, b = K(1, "a"), Sub(2, "b")
for f in (lambda: a == b, lambda: b == a, lambda: a < b, lambda: b < a, lambda: a > b, lambda: [a] == [b], lambda: (a, 1) < (b, 1), lambda: a in [b], lambda: b in [a], lambda: [a].index(b),
          lambda: sorted([a, b, a, b])[0], lambda: min(a, b), lambda: max(a, b), lambda: min(b, a), lambda: sorted([b, a])[0], lambda: [b].count(a), lambda: {a, b}, lambda: {K(2, "c"), b}, lambda: {b, K(2, "c")},
          lambda: a == 1, lambda: 1 == a, lambda: a != 1, lambda: 1 != a, lambda: 1 < a, lambda: a < 1, lambda: None == a, lambda: "x" != a, lambda: 1.5 in [a], lambda: a in [1, 2], lambda: a in {1, 2}, lambda: a in {1: 1},
          lambda: a == Plain(1), lambda: Plain(1) == a, lambda: Plain(1) != Plain(1), lambda: [Plain(1)] != [Plain(1)], lambda: Plain(1) in {Plain(1), Plain(2)}, lambda: {Plain(1): 1} == {Plain(1): 1}, lambda: (a < b) < (b < a), lambda: a < b < a, lambda: a == b == a, lambda: a < b > a):
    show("pair", f)

# indexes
l = list(range(10))
for f in (lambda: l[K(1, "i")], lambda: l[K(1, "i") : K(5, "j") : K(2, "k")], lambda: "abc"[K(1, "i")], lambda: range(K(5, "n"))[K(2, "i")], lambda: list(range(K(1, "a"), K(9, "b"), K(3, "c"))), lambda: [0] * K(3, "n"), lambda: K(3, "n") * [0],
          lambda: "ab" * K(2, "n"), lambda: l.insert(K(0, "i"), 5), lambda: l.pop(K(0, "i")), lambda: bin(K(5, "b")), lambda: chr(K(65, "c")), lambda: round(2.5, K(0, "r")), lambda: bytes([K(1, "x"), K(2, "y")]), lambda: K(1, "x") in range(5), lambda: range(5).index(K(1, "x")), lambda: range(5).count(K(1, "x")),
          lambda: "a,b,c".split(",", K(1, "s")), lambda: "abc".find("c", K(0, "f"), K(3, "t")), lambda: l.index(5, K(0, "f"), K(9, "t")), lambda: int(K(3, "i")), lambda: float(K(3, "f")), lambda: divmod(7, int(K(2, "d"))), lambda: l.__setitem__(slice(K(0, "a"), K(1, "b")), [0]), lambda: l[K(1, "a") : K(2, "b") : K(0, "zero")], lambda: "abcdef"[K(1, "a") : K(4, "b")], lambda: (1, 2, 3)[K(0, "a") :], lambda: slice(K(1, "a"), K(9, "b"), K(2, "s")).indices(7), lambda: l.__delitem__(slice(K(0, "a"), K(2, "b"), K(1, "s"))),
          lambda: range(9)[K(1, "a") : K(5, "b")], lambda: b"abcdef"[K(1, "a") : K(5, "b") : K(2, "s")], lambda: bytearray(b"abc").insert(K(0, "i"), K(65, "b")), lambda: hex(K(7, "h")), lambda: "%d" % int(K(7, "h")), lambda: "abc".startswith("b", K(1, "s")), lambda: "x".ljust(K(3, "w")), lambda: (5).__pow__(2, 7), lambda: sum([K(1, "a"), 2], K(0, "z")), lambda: [1, 2][K(-1, "m")]):
    show("index", f)


# pairs that are in both views need no hash
print({1: [1], 2: {}, 3: 3}.items() ^ {1: [1], 2: {}, 4: 4}.items() == {(3, 3), (4, 4)})
try:
    print({1: [1]}.items() ^ {1: [2]}.items())
except TypeError as e:
    print(e)


# loops of scripts
def bisect(l, x):
    low, high = 0, len(l)
    while low < high:
        middle = (low + high) // 2
        if x < l[middle]:
            high = middle
        else:
            low = middle + 1
    return low


def sift(heap, at):
    item = heap[at]
    n = len(heap)
    while 2 * at + 1 < n:
        child = 2 * at + 1
        if child + 1 < n and not heap[child] < heap[child + 1]:
            child += 1
        if not heap[child] < item:
            break
        heap[at] = heap[child]
        at = child
    heap[at] = item


def heap_sort(l):
    heap = list(l)
    for at in reversed(range(len(heap) // 2)):
        sift(heap, at)
    out = []
    while heap:
        out.append(heap[0])
        last = heap.pop()
        if heap:
            heap[0] = last
            sift(heap, 0)
    return out


for xs in (numbers(20, 10), numbers(200, 1000), list(range(64))):
    l = values(xs)
    show("heap", lambda: heap_sort(l))
    s = sorted(l)
    show("bisect", lambda: [bisect(s, k) for k in l])
    show("if", lambda: [1 if k else 2 for k in l])
    show("and", lambda: [k and m or k for k, m in zip(l, s)])
    show("while", lambda: [k for k in l if not (k and k > s[0])])
    show("groups", lambda: [list(zip(l, s)).count((l[0], s[0]))])
    pairs = [(k, i) for i, k in enumerate(l)]
    show("tuples", lambda: sorted(pairs))
    show("tuples reverse", lambda: sorted(pairs, reverse=True))
    show("tuples second", lambda: sorted([(1, k) for k in l]))
    show("lists", lambda: sorted([[k, 1] for k in l]))
    show("max tuples", lambda: max(pairs)[0])
    show("min tuples", lambda: min((k.x % 3, k) for k in l)[1])
    show("functional", lambda: sorted(l, key=lambda k: (k.x % 5, k)))
