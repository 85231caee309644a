# stress: 97
"""Empty dicts that are filled at once, one key after the other, by all kinds of keys."""
import asyncio


class Name(str):
    pass


class Key:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return hash(self.n)

    def __repr__(self):
        return f"Key({self.n})"

    def __eq__(self, other):
        return isinstance(other, Key) and other.n == self.n or other == self.n


class Grown(dict):
    def __setitem__(self, key, value):
        super().__setitem__(key, value * 2)


def fill(keys):
    made = {}
    for k in keys:
        made[k] = len(made)
    return made


def names(n):
    d = {}
    d["a"] = n
    d["b"] = n + 1
    d["a"] += 1
    d["c"] = n + 2
    d["d"] = n + 3
    d["e"] = n + 4
    return d


def through_holes(n):
    d = {}
    d["a"] = 1
    d["b"] = 2
    del d["a"]
    d["c"] = 3
    d["a"] = 4
    del d["b"]
    del d["c"]
    d["b"] = n
    d["x"] = d["y"] = n
    d.pop("x")
    d["z"] = 0
    return d


def while_looked_at(n):
    d = {}
    d["k"] = 1
    seen = []
    try:
        for k in d:
            seen.append(k)
            d[f"more{n}"] = n
    except RuntimeError as e:
        seen.append(str(e))
    return seen


def set_in(d, k, v):
    d[k] = v


def copies(n):
    d = {}
    e = d.copy()
    d["p"] = n
    e["q"] = n
    f = dict(d)
    f["r"] = n
    d.clear()
    d["s"] = n
    d["t"] = d
    return len(d), d["t"] is d, e, f, {**e, **f}


def into_globals(n):
    g = globals()
    g["made_here"] = n
    g[f"made_{n % 3}"] = n
    return made_here + made_0


def gathered(**rest):
    rest["more"] = len(rest)
    return rest


class Holder:
    def __init__(self):
        self.data = {}
        self.other = {}

    async def put(self, key, value):
        self.data[key] = value
        self.other[f"{key}{value % 3}"] = value
        await asyncio.sleep(0)
        self.data[key] += 1
        return self.data


async def main():
    both = await asyncio.gather(*(Holder().put("k", n) for n in range(4)))
    print(both)
    h = Holder()
    for n in range(40):
        await h.put("v", n)
    print(h.data, h.other)


for n in range(60):
    last = (
        fill(["a", "b", "c"]),
        fill(range(n % 12)),
        fill(f"key{k}" for k in range(n % 14)),
        fill(["a", 1, "b", 2.0, True, None, ("t",)]),
        fill([Name("a"), "a", "b", Name("b")]),
        fill([Key(1), 1, "x", Key(2), 2]),
        names(n),
        through_holes(n),
        while_looked_at(n),
        copies(n)[:2],
        into_globals(n),
        gathered(a=n, b=1),
        gathered(),
    )
    target = ({}, Grown(), {1: 1})[n % 3]
    for k in ("x", "y", 5, -1, 1 << 50, "x"):
        set_in(target, k, n)
    if n > 55:
        print(*last, sep="\n")
        print(type(target).__name__, target)
    many = {}
    for k in range(20):
        set_in(many, "n" * k, k)
    assert len(many) == 20 and list(many.values()) == list(range(20))
print(len({}), {} == dict(), bool({}))
asyncio.run(main())
