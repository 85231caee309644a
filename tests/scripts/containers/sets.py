# set and frozenset; numbers and small tuples keep CPython's table order.
print({3, 1, 2}, {5, 100, -3, 0}, {10, 20, 30, 40, 50}, set(range(10)), {i * i for i in range(8)}, {2.5, 1, 0.5}, {(1, 2), (0, 1)}, {True, 2, 1.0})
print({1, 2} | {2, 3}, {1, 2} & {2, 3}, {1, 2} - {2, 3}, {1, 2} ^ {2, 3}, {1} < {1, 2}, {1, 2} <= {1, 2}, {1, 2} > {3}, {1, 2} >= {2}, {1} == {1.0}, {1} != {2})
s = {1, 2}
print(s.add(3), s, s.discard(9), s.remove(1), s, s.update([7, 8], (9,)), s, s.pop() in (2, 3, 7, 8, 9), len(s), s.clear(), s)
a, b = {1, 2, 3, 4}, {3, 4, 5}
print(a.union(b, [9]), a.intersection(b), a.difference(b), a.symmetric_difference(b), a.issubset(range(9)), a.issuperset([1]), a.isdisjoint({7}))
a.intersection_update(b); print(a)
a.difference_update([3]); print(a)
a.symmetric_difference_update({4, 8}); print(a)
a |= {1, 2}; a &= {1, 2, 8}; a -= {2}; a ^= {1, 3}
print(a, a.copy() == a, a.copy() is a, 3 in a, [] == a, set(), frozenset(), set("aab") == {"a", "b"}, len(set("hello")))
f = frozenset([1, 2, 3])
print(f, f | {4}, f & {1}, type(f | {4}).__name__, type({4} | f).__name__, f == {1, 2, 3}, hash(f) == hash(frozenset([3, 2, 1])), {f: 1}[frozenset([1, 2, 3])], {f} == {frozenset([1, 2, 3])})
for x in (lambda: {[]}, lambda: {1}.remove(5), lambda: set().pop(), lambda: {1} | [1], lambda: {1} + {2}, lambda: {1}[0], lambda: set(5), lambda: f.add(1), lambda: hash({1}),
          lambda: {1} < 5, lambda: {{}}, lambda: {1}.remove([1]), lambda: {1} & "a"):
    try:
        print(x())
    except Exception as e:
        print(type(e).__name__ + ":", e)
print({1, 2}.union("ab") >= {"a"}, [1] in [{1}], {1}.__contains__(1), set([1, 1, 2]), sorted({3, 1, 2}, reverse=True), sum({1, 2, 3}), max({5, 9}), {0} == {False}, {x for x in "abca"} == set("abc"))
seen, dups = set(), []
for v in [1, 5, 1, 2, 5, 5]:
    if v in seen:
        dups.append(v)
    seen.add(v)
print(seen, dups, {1, 2} in [{2, 1}], {frozenset({1}), frozenset()} == {frozenset(), frozenset({1})}, repr({1}), str(frozenset({2})), {None})
big = set(range(0, 3000, 7)) & set(range(0, 3000, 5))
print(len(big), sorted(big)[:5], set(range(20, 0, -1)), {17, 33, 1, 65}, {-1, -2, -3}, {8, 16, 24, 32, 40}, {1000000, 5, 70000})
n = set()
for i in range(40):
    n.add(i * 11 % 64)
print(n)
for i in range(0, 64, 2):
    n.discard(i)
print(n, len(n))
print({1, 2, 3} - {1}, {*[3, 2], *(1,)}, {2 ** 70, 1}, {0.1, 0.2, 0.3}, {1.5, -1.5}, {False, 5}, set(zip([1, 2], [3, 4])))
