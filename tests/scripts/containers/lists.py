# list: methods, slices, sorting, errors.
l = [3, 1, 2]
print(l.append(4), l, l.extend([5, 6]), l, l.insert(0, 0), l.insert(-1, 9), l.insert(100, 8), l)
print(l.pop(), l.pop(0), l.pop(-2), l, l.remove(9) if 9 in l else "gone", l, l.index(2), l.count(3), l.reverse(), l)
print(l.sort(), l, l.sort(reverse=True), l, l.copy() == l, l.copy() is l, l.clear(), l)
l = list(range(10))
print(l[2:5], l[:-3], l[-3:], l[::3], l[::-1], l[8:2:-2], l[20:], l[-20:3], l[5:2])
l[2:5] = ["a", "b"]
print(l)
l[::2] = [0] * len(l[::2])
print(l)
l[1:1] = [7, 7]
l[len(l):] = [1]
l[:0] = "xy"
print(l)
del l[::3], l[-1]
print(l)
try:
    l[::2] = [1]
except ValueError as e:
    print("ValueError:", e)
try:
    l[0:2] = 5
except TypeError as e:
    print("TypeError:", e)
l[1:4] = []
print(l)
print([1, 2] + [3], [0] * 3, 2 * [1, 2], [] + [], [1] * 0, [[]] * 2, [1, 2] == [1, 2], [1, 2] < [1, 3], [2] > [1, 9], [] < [0])
print(1 in [1, 2], "a" not in ["b"], [1, [2, [3]]], len([[], [[]]]), list("abc"), list(), list((1, 2)), list({"k": 1}), [*"ab", *[1]])
print(sorted([3, 1, 2]), sorted("hello"), sorted([1, 2, 3], key=lambda x: -x), sorted(["b", "A", "c"], key=str.lower), sorted({3, 1}), sorted([(2, "b"), (1, "z"), (2, "a")]))
people = [("ann", 30), ("bob", 25), ("cid", 30), ("dan", 25)]
print(sorted(people, key=lambda p: p[1]), sorted(people, key=lambda p: (-p[1], p[0])), sorted(people, key=lambda p: p[1], reverse=True))
nums = [5, 2.5, True, -1, 0]
nums.sort()
print(nums, sorted([0.0, -0.0, 0]), sorted([[2], [1, 5], [1]]), sorted([], reverse=True), max(people, key=lambda p: p[1]), min(people, key=lambda p: p[1]))
for f in (lambda: [1, "a"].sort(), lambda: sorted([None, None]), lambda: [].pop(), lambda: [1][3], lambda: [1].index(5), lambda: [].remove(0),
          lambda: [1][1.0], lambda: [1, 2].index(2, 5), lambda: [1].sort(lambda x: x), lambda: [1].sort(key=5), lambda: [2, 1].sort(key=lambda x: 1 / 0)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__ + ":", e)


class Cmp:
    n = 0

    def __init__(self, v): self.v = v
    def __lt__(self, o):
        Cmp.n += 1
        return self.v < o.v
    def __repr__(self): return f"C{self.v}"


x = [Cmp(v) for v in (5, 2, 8, 1, 9, 3)]
print(sorted(x), sorted(x, reverse=True), min(x), max(x))
big = [(i * 7919) % 1009 for i in range(1009)]
print(sorted(big) == list(range(1009)), sorted(big, key=lambda v: v % 10)[:12], sorted(big, reverse=True)[:5])
m = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]
print([list(r) for r in zip(*m)], sum(m, []), [r[::-1] for r in m], [m[i][i] for i in range(3)])
a = b = [1]
b += [2]
b = b + [3]
print(a, b, a is b, [1, 2, 3].__contains__(2), [1].__eq__([1]), [1].__eq__(5), [].__class__)
g = [1, 2, 3, 4]
for v in g:
    if v % 2:
        g.remove(v)
print(g, [x for x in g], g.index(4, 1), [1, 2, 1, 2].index(2, 2), [1, 2, 1].index(1, 1, 3), [nan := float("nan")].count(nan))
it = iter([1, 2, 3])
print(next(it), list(it), list(it), it.__length_hint__(), list(reversed([1, 2, 3])))
e = []
e.append(e)
print(e, e == e, [e, 1], len(e))
s = [1, 2, 3]
s.extend(s)
s[1:3], s[0] = [9], 8
s *= 2
print(s)
s.extend(x for x in "ab")
s.extend({"k": 1})
print(s[-3:], [].__repr__(), str([1.0, "a", None, b"b", (1,), {2: 3}]))
