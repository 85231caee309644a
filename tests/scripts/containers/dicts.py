# dict: methods, order, views, merging, errors.
d = {"b": 1, "a": 2}
d["c"] = 3
d["b"] = 10
print(d, list(d), len(d), d["a"], d.get("z"), d.get("z", 0), "a" in d, 2 in d, list(d.keys()), list(d.values()), list(d.items()))
print(d.pop("a"), d.pop("zz", None), d.setdefault("e", 5), d.setdefault("b", 99), d.popitem(), d, d.update({"x": 1}, y=2), d.update([("p", 1)]), d)
print(dict(a=1, b=2), dict([("k", "v")]), dict({"a": 1}, b=2), dict(zip("ab", [1, 2])), dict.fromkeys("ab"), dict.fromkeys([1, 2], 0), {**{"a": 1}, "a": 2})
print({"a": 1} | {"b": 2} | {"a": 3}, {"a": 1} == {"a": 1.0}, {"a": 1, "b": 2} == {"b": 2, "a": 1}, {1: "a"} != {1: "b"})
d |= [("m", 5)]
print(d, d.copy(), d.copy() is d, reversed(d).__class__.__name__, list(reversed(d)), list(reversed(d.items()))[:1])
e = {1: "int", 1.0: "float", True: "bool", "1": "str", (1, 2): "tuple", None: "none", b"1": "bytes", frozenset([1]): "fs"}
print(e, len(e), e[1], e[(1, 2)], e[None])
k, v, it = d.keys(), d.values(), d.items()
d["new"] = "live"
print(k, "new" in k, len(v), ("new", "live") in it, k & {"b", "zz"}, sorted(k | {"zz"})[:2], k - {"x"} == set(d) - {"x"}, k ^ set(d), k == set(d), k.isdisjoint({1}))
print(type(k).__name__, type(v).__name__, type(it).__name__, {"a": 1}.keys() <= {"a": 2, "b": 1}.keys(), {"a": 1}.items() == {"a": 1}.items(), {}.keys())
del d["new"]
for f in (lambda: d["nope"], lambda: d.pop("nope"), lambda: {}.popitem(), lambda: {[]: 1}, lambda: d[{}], lambda: dict([1]), lambda: dict(["abc"]), lambda: dict(5),
          lambda: {} < {}, lambda: {} + {}, lambda: d.get(), lambda: dict.fromkeys(5), lambda: {1: 2}[1, 2], lambda: hash({}), lambda: d.update(5), lambda: {}.pop()):
    try:
        print(f())
    except Exception as x:
        print(type(x).__name__ + ":", x)
try:
    for key in d:
        del d[key]
except RuntimeError as x:
    print("RuntimeError:", x)
try:
    for key in {1: 1, 2: 2} if False else d:
        d[key + "1"] = 0
except RuntimeError as x:
    print("RuntimeError:", x)
big = {i * 37 % 1000: i for i in range(1000)}
for i in range(0, 1000, 3):
    del big[i]
big.update((i, "again") for i in range(0, 30, 3))
print(len(big), list(big)[:5], list(big)[-3:], sum(x for x in big if isinstance(big[x], int)), big.get(4), 5 in big, 6 in big)
text = "the cat and the dog and the bird"
count = {}
for w in text.split():
    count[w] = count.get(w, 0) + 1
print(count, sorted(count.items(), key=lambda p: (-p[1], p[0])), max(count, key=count.get))
groups = {}
for w in text.split():
    groups.setdefault(len(w), []).append(w)
print(groups, {k: len(v) for k, v in groups.items()}, {v: k for k, v in {"a": 1, "b": 2}.items()})
nested = {"a": {"b": {"c": [1, {"d": 2}]}}}
nested["a"]["b"]["c"][1]["d"] += 40
print(nested, nested["a"]["b"].keys(), [*nested], {**nested, "z": 0}.keys())


class K:
    def __init__(self, n): self.n = n
    def __hash__(self): return self.n % 3
    def __eq__(self, o): return isinstance(o, K) and self.n == o.n
    def __repr__(self): return f"K{self.n}"


c = {K(i): i for i in range(8)}
print(c, c[K(5)], K(9) in c, c.pop(K(3)), list(c))
print(d.clear(), d, bool(d), bool({0: 0}), {}.__len__(), dict() == {}, str({"a": [1], 2: None}), {1: 2}.__contains__(1))
o = {"z": 1, "y": 2, "x": 3}
o["z"] = o.pop("z")
print(o, next(iter(o)), sorted(o), min(o.values()), sum(o.values()), dict(sorted(o.items())), list(map(str.upper, o)))
