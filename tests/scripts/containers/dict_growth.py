# stress: 1997
# Dicts across the sizes at which they get an index and grow, with holes, and back again.
import random

random.seed(5)


def check(d, model):
    assert len(d) == len(model)
    assert list(d.items()) == model, (list(d.items())[:5], model[:5])
    for k, v in model:
        assert d[k] == v and k in d and d.get(k) == v


def churn(keys, steps):
    d, model = {}, []
    for step in range(steps):
        k = random.choice(keys)
        what = random.random()
        at = next((i for i, p in enumerate(model) if p[0] == k), None)
        if what < 0.6:
            d[k] = step
            if at is None:
                model.append((k, step))
            else:
                model[at] = (k, step)
        elif what < 0.8:
            got = d.pop(k, None)
            assert got == (None if at is None else model[at][1])
            if at is not None:
                del model[at]
        elif what < 0.9 and model:
            assert d.popitem() == model.pop()
        elif at is not None:
            del d[k]
            del model[at]
        if step % 7 == 0:
            check(d, model)
    check(d, model)
    return len(d)


for n in (3, 8, 9, 12, 20, 40):
    print(n, churn([f"key{i}" for i in range(n)], 400), churn(list(range(n)), 400), churn([(i, str(i)) for i in range(n)], 300))

# below the size of an index again, then new keys
d = {i: i for i in range(9)}
for _ in range(3):
    d.popitem()
d["x"] = 1
print("x" in d, d["x"], d.get(8), len(d), list(d))

# keys of several kinds that are equal
d = {}
for i in range(30):
    d[i] = "int"
    d[float(i)] = "float"
    d[str(i)] = "str"
d[True] = "bool"
print(len(d), d[1], d[1.0], d["1"], d[29])

# large, with the growth of its blocks
d = {}
for i in range(6_000):
    d["k" + str(i * 7919 % 6_000)] = i
print(len(d), all(d["k" + str(i * 7919 % 6_000)] == i for i in range(0, 6_000, 97)), "k6000" in d)
for i in range(0, 6_000, 2):
    del d["k" + str(i)]
print(len(d), "k2" in d, "k3" in d, next(iter(d)))
for i in range(0, 6_000, 4):
    d["k" + str(i)] = -1
print(len(d), d["k4"], d.get("k2"), list(d.values()).count(-1))
d = dict(zip(range(0, 700_000, 7), range(100_000)))
d.update(zip(map(str, range(5_000)), range(5_000)))
print(len(d), d[699_993], d.get(699_994), d["4999"], sum(d.values()))
d = None


class Key:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return self.n % 3

    def __eq__(self, other):
        return isinstance(other, Key) and self.n == other.n


d = {Key(i): i for i in range(40)}
print(len(d), [d[Key(i)] for i in (0, 13, 39)], Key(40) in d, 1 in d)
d[1] = "one"
print(d[1], d[Key(1)], len(d))

# changes while a loop is on its way
for body in ("d[k + 100] = 1", "del d[k]", "d.pop(k); d[k + 100] = 1"):
    d = {i: i for i in range(12)}
    try:
        for k in d:
            exec(body) if False else None
            if body.startswith("d[k"):
                d[k + 100] = 1
            elif body.startswith("del"):
                del d[k]
            else:
                d.pop(k)
                d[k + 100] = 1
        print("no error")
    except RuntimeError as e:
        print(type(e).__name__, e)
s = {1, 2, 3}
try:
    for x in s:
        s.add(x + 10)
except RuntimeError as e:
    print(e)

a = {"x": 1, "y": [1, 2, {"z": float("nan")}]}
b = {"y": [1, 2, a["y"][2]], "x": 1.0}
print(a == b, a != b, a == {"x": 1}, {"x": 1.5} == {"x": 2.5}, {"x": None} == {"y": None})
it = iter([1, 2, 3, 4, 5])
print([p for p in zip(it, it)], list(it))
for x, y in zip([1, 2, 3], [4, 5]):
    print(x, y, end=" ")
for i, c in enumerate(reversed([7, 8, 9]), 5):
    print(i, c, end=" ")
print()
a = b = None
print(a == b, a != b, a == (None if b is None else 1), None == None, ... == ..., None != ..., True == 1, [None] == [None])
