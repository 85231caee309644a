# Stability, keys, reverse, mixed keys, custom comparisons.
data = [("pear", 3), ("fig", 1), ("apple", 3), ("kiwi", 2), ("date", 1)]
print(sorted(data), sorted(data, key=lambda p: p[1]), sorted(data, key=lambda p: p[1], reverse=True), sep="\n")
print(sorted(data, key=lambda p: (len(p[0]), p[0])), sorted(data, key=lambda p: (-p[1], p[0])), sep="\n")
words = "The quick brown Fox jumps over the lazy Dog".split()
print(sorted(words), sorted(words, key=str.lower), sorted(words, key=len), sorted(words, key=lambda w: w[-1]), sep="\n")
l = [5, 3, 9, 1]
l.sort(key=lambda x: -x)
print(l, sorted(l) is l, sorted(l), l.sort(), l)
keys = []


def key(x):
    keys.append(x)
    return x % 3


print(sorted(range(9), key=key), keys)
mixed = [3, 1.5, True, 2 ** 70, -1e300, 0]
print(sorted(mixed), sorted(mixed, reverse=True))
print(sorted([[2, 1], [1, 9], [1]]), sorted([(1, "b"), (1, "a")]), sorted("héllo wörld"), sorted(["é", "e", "z", "E"]), sorted([b"b", b"a"]))
print(sorted([{1, 2}, {1}, {1, 2, 3}]), sorted([None, None], key=lambda x: 0), sorted([False, True, False]))


class Version:
    def __init__(self, s):
        self.parts = [int(p) for p in s.split(".")]
        self.s = s

    def __lt__(self, o):
        return self.parts < o.parts

    def __repr__(self):
        return self.s


vs = [Version(s) for s in ("1.10", "1.2", "1.0.5", "0.9", "1.2.0")]
print(sorted(vs), sorted(vs, reverse=True), max(vs), min(vs))
for bad in ([1, "a"], [None, 1], [{}, {}], [object(), object()], [[1], (1,)]):
    try:
        sorted(bad)
        print("ok")
    except TypeError as e:
        print("TypeError:", e)


class Rev:
    def __init__(self, v): self.v = v
    def __lt__(self, o): return self.v > o.v


print(sorted([3, 1, 2], key=Rev), sorted("bca", key=Rev))
n = [(i * 7919 + 13) % 503 for i in range(400)]
s = sorted(n)
print(s[:5], s[-5:], all(a <= b for a, b in zip(s, s[1:])), sorted(n, key=lambda v: v // 100)[:8], sorted(s) == s, sorted(s[::-1]) == s)
runs = list(range(50)) + list(range(30)) + list(range(60, 20, -1))
print(sorted(runs)[:12], sorted(runs, reverse=True)[:12], sorted(runs, key=lambda v: v % 2)[:6])
x = [3, 1, 2]
try:
    x.sort(key=lambda v: x.append(v))
except (ValueError, TypeError) as e:
    print(type(e).__name__ + ":", e)
d = {"b": 2, "a": 3, "c": 1}
print(sorted(d), sorted(d, key=d.get), sorted(d.items(), key=lambda kv: kv[1], reverse=True), dict(sorted(d.items())))
print(list(reversed(sorted("cab"))), sorted(set("mississippi")), sorted({3: "x", 1: "y"}.values()), sorted(map(str, range(12))), sorted((x * x for x in range(-3, 4)), reverse=True))


def insertion(a):
    for i in range(1, len(a)):
        j = i
        while j and a[j - 1] > a[j]:
            a[j - 1], a[j] = a[j], a[j - 1]
            j -= 1
    return a


def quick(a):
    return a if len(a) < 2 else quick([x for x in a[1:] if x < a[0]]) + [a[0]] + quick([x for x in a[1:] if x >= a[0]])


def merge(a):
    if len(a) < 2:
        return a
    m = len(a) // 2
    l, r, out = merge(a[:m]), merge(a[m:]), []
    while l and r:
        out.append((l if l[0] <= r[0] else r).pop(0))
    return out + l + r


print(insertion(n[:20]) == sorted(n[:20]), quick(n) == s, merge(n) == s)
