# Dicts that begin in their own cell and outgrow it, numbers as keys, defaults that are made for nothing.
def grow(n):
    d = {k: k * k for k in range(n)}
    e = {str(k): k for k in range(n)}
    f = {}
    for k in range(n):
        f[k - 3] = str(k)
    for k in range(0, n, 2):
        del d[k]
        del e[str(k)]
    d["x"] = 1
    e[n] = 2
    g = d.copy()
    d.clear()
    d[5] = 6
    return len(g), sum(k for k in g if k != "x"), list(e)[:6], f.get(-1), f.get(-2), f.get(n), d, dict(g) == g


for n in (0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 16, 17, 40):
    print(n, grow(n))


class Key:
    def __repr__(self):
        return "Key"

    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return self.n

    def __eq__(self, other):
        print("asked", self.n)
        return isinstance(other, (Key, int)) and self.n == getattr(other, "n", other)


def numbers():
    d = {True: "true", 2.0: "two", -1: "minus", Key(7): "key"}
    found = []
    for k in (0, 1, 2, -1, -2, 7, 2**47, -(2**47), 2**60):
        found.append(d.get(k, "none"))
        found.append(k in d)
        try:
            found.append(d[k])
        except KeyError as e:
            found.append(e.args)
        d[k] = k
    return found, list(d)


for _ in range(3):
    print(numbers())
many = {}
for k in range(-2000, 2000):
    many[k] = many.get(k - 1, 0) + 1
    many[-k] = many[k]
print(len(many), many[-1], many[-2], many[1999], -2001 in many, 0 in many)


class Loud(dict):
    def setdefault(self, key, default=None):
        return ("loud", key, default)


def group(d, keys):
    out = []
    for k in keys:
        d.setdefault(k, [])
        x = d.setdefault(k, [])
        y = d.setdefault(k, {})
        z = d.setdefault(k, set())
        w = d.setdefault((k, 1), dict())
        v = d.setdefault(str(k), list())
        if isinstance(x, list):
            x.append(k)
        out.append((type(x).__name__, type(y).__name__, type(z).__name__, w, v))
        v.append(k) if isinstance(v, list) else None
    return out


for _ in range(40):
    plain = group({}, [1, 2, 1, "a", "a", 2.5, None])
print(plain)
print(group(Loud(), [1, "a"]))
print(group({1: 2}, [1]))
try:
    group({}, [[]])
except TypeError as e:
    print(e)
try:
    group(5, [1])
except AttributeError as e:
    print(e)


def set():
    return "mine"


print(group({}, [3, 3]))
print(dict(a=1, b=2), dict({"a": 0, 3: 4}, a=1), dict([("z", 1)], a=2), dict(**{"x y": 1}), dict({}, k=None))
try:
    dict(5, a=1)
except TypeError as e:
    print(e)
try:
    dict({}, {}, a=1)
except TypeError as e:
    print(e)


class D(dict):
    pass


print(type(D(a=1)).__name__, D(a=1), dict(D(b=2), a=1))
print(list(range(5)), list(range(10, 0, -3)), list(range(70))[63:], list(range(0)), list(range(2**47 - 2, 2**47 + 2)))
print(list("añb"), list({3: 1, 4: 2}), list({"a": 1}.items()), list(b"ab"))
for bad in ({}, {"a": 1}, {1: 2}, dict.fromkeys(range(20))):
    for key in ("zz", 99, (1, 2), 1.5, None):
        try:
            bad[key]
        except KeyError as e:
            print(repr(e), end=" ")
    try:
        bad[[]]
    except TypeError as e:
        print(e)
