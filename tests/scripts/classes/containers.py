# __len__, __getitem__, __setitem__, __delitem__, __contains__, __iter__, __reversed__, __missing__, __index__.


class Grid:
    def __init__(self, w, h):
        self.w, self.h, self.cells = w, h, {}

    def __getitem__(self, key):
        if isinstance(key, tuple):
            x, y = key
            if not (0 <= x < self.w and 0 <= y < self.h):
                raise IndexError(f"outside: {key}")
            return self.cells.get(key, ".")
        if isinstance(key, slice):
            return key.start, key.stop, key.step
        return [self[x, key] for x in range(self.w)]

    def __setitem__(self, key, v):
        self.cells[key] = v

    def __delitem__(self, key):
        del self.cells[key]

    def __len__(self):
        return self.w * self.h

    def __contains__(self, v):
        return v in self.cells.values()

    def __iter__(self):
        return (self[x, y] for y in range(self.h) for x in range(self.w))

    def __reversed__(self):
        return reversed(list(self))


g = Grid(3, 2)
g[0, 0] = "#"
g[2, 1] = "@"
print(g[0, 0], g[1], g[1:2], g[::3], g[...:], len(g), "@" in g, "?" in g)
print("".join(g), "".join(reversed(g)), list(enumerate(g))[:2])
del g[0, 0]
print("".join(g), bool(g), bool(Grid(0, 0)))
try:
    g[9, 9]
except IndexError as e:
    print("IndexError", e)


class Seq:
    def __getitem__(self, i):
        if i >= 4:
            raise IndexError
        return i * i


s = Seq()
print(list(s), 9 in s, 5 in s, [*s], max(s), sorted(s, reverse=True), tuple(zip(s, "ab")))
a, b, *c = s
print(a, b, c)
try:
    len(s)
except TypeError as e:
    print(e)
try:
    reversed(s)
except TypeError as e:
    print(e)


class Seq2(Seq):
    def __len__(self):
        return 3


print(list(reversed(Seq2())), len(Seq2()))


class It:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n


i = It(3)
print(next(i), list(i), list(i), next(i, "dflt"))
print(2 in It(5), sum(It(5)), dict(enumerate(It(2))), set(It(3)) == {0, 1, 2}, list(map(str, It(3))))


class BadIter:
    def __iter__(self):
        return 5


class BadLen:
    def __init__(self, v): self.v = v
    def __len__(self): return self.v


for f in (lambda: list(BadIter()), lambda: len(BadLen("x")), lambda: len(BadLen(-1)), lambda: object()[0],
          lambda: iter(object()), lambda: 5 in object(), lambda: [1][object()], lambda: [1, 2]["a"],
          lambda: {}[[]], lambda: "abc"["x"], lambda: (1,)[1.0], lambda: [1][5], lambda: "abc"[9], lambda: (1,)[3],
          lambda: range(3)[7], lambda: None[0], lambda: (5).__getitem__, lambda: len[0]):
    try:
        print(f())
    except (TypeError, ValueError, IndexError, AttributeError) as e:
        print(type(e).__name__ + ":", e)
for f in ("x[0] = 1", "del"):
    for x in ((1,), "s", 5, None, {1}):
        try:
            if f == "del":
                del x[0]
            else:
                x[0] = 1
        except TypeError as e:
            print(e)


class Index:
    def __index__(self):
        return 2


print([10, 20, 30][Index()], "abcd"[Index():], range(Index()), [0] * Index(), (1, 2, 3)[:Index()], hex(Index()))


class Counter(dict):
    def __missing__(self, k):
        self[k] = 0
        return 0


c = Counter()
for ch in "abracadabra":
    c[ch] += 1
print(c, c.get("zz"), "zz" in c)


class C:
    def __class_getitem__(cls, item):
        return f"{cls.__name__}[{item}]"


print(C[int], C["a", 1])
