# Methods of containers where they are hot: the plain case, its borders, and the errors behind it.
def tried(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return type(e).__name__, str(e)


class L(list):
    pass


class D(dict):
    def __setitem__(self, key, value):
        raise RuntimeError("not asked")


class Odd:
    def __hash__(self):
        return 5

    def __eq__(self, other):
        raise ValueError("asked")


def lists(a):
    out = [tried(a.pop, i) for i in (0, -1, 1, True, "x", 99, -99)]
    a.insert(0, "first")
    a.insert(99, "last")
    a.insert(-1, "before")
    a.insert(-99, "front")
    out.append(tried(a.insert, "x", 1))
    a.extend([1, 2])
    a.extend((3,))
    a.extend("ab")
    a.extend({"k": 1})
    a.extend(range(2))
    a.extend(a)
    out.append(tried(a.extend, 5))
    b = a.copy()
    b.reverse()
    return out, a, b, type(b).__name__


def dicts(d):
    out = [tried(d.pop, k) for k in ("a", "zz", 1, (1, 2), [], 2.0)]
    out += [tried(d.pop, k, "none") for k in ("b", "zz", 1, (1, 2), [], 3)]
    d.update({"n": 1, 7: 2})
    d.update(d)
    d.update([("p", 1)], q=2)
    out.append(tried(d.update, 5))
    out.append(tried(d.update, {"x": 1}, {"y": 1}))
    c = d.copy()
    c["own"] = 1
    return out, d, c, type(c).__name__, "own" in d


def sets(s):
    out = [tried(s.remove, x) for x in (1, 99, "a", [], (1, 2))]
    out += [tried(s.discard, x) for x in (2, 99, "a", [], frozenset())]
    s.update([3, 4])
    s.update({5, 6})
    s.update((7,))
    s.update("z")
    s.update(s)
    out.append(tried(s.update, 5))
    out.append(tried(s.update, [[]]))
    out += [sorted(map(str, x)) for x in (s.union({1}), s.intersection({3, 4, 99}), s.difference({3}))]
    out += [s.union([1]) == s | {1}, s.intersection(s) == s, s.difference(s), s.union(s) is s]
    return out, sorted(map(str, s))


def texts(t):
    ends = ("", "lo", ("x", "lo"), (), ("lo", 5), (5, "lo"), 5, ("x", "y"))
    return [tried(t.endswith, e) for e in ends] + [tried(t.startswith, e) for e in ends]


for _ in range(60):
    shown = [
        lists([1, 2, 3, 4, 5]), lists(L([1, 2, 3])), lists([]),
        dicts({"a": 1, "b": 2, 1: 3, (1, 2): 4, 2: 5}), dicts({}), dicts(D(a=1)),
        sets({1, 2, 3, (1, 2)}), sets(set()), texts("hello"), texts("żółć lo"),
    ]
for line in shown:
    print(line)
print(tried(set.remove, 5, 1), tried(list.pop, (1,), 0), tried(dict.pop, [], 0))
print(tried({5: 1}.pop, Odd()), tried({5: 1}.pop, Odd(), 0), tried({5}.discard, Odd()), tried({5}.union, {Odd()}))
fresh = {}
fresh.update(fresh)
fresh.update({1: 2})
print(fresh, [].copy(), {}.copy(), tried([].pop, 0))
