# Comprehensions: nesting, conditions, targets, scope.
print([x * y for x in range(4) for y in range(x)])
print([(x, y) for x in "ab" if x != "c" for y in (1, 2, 3) if y % 2 if y > 1])
print([[r * 3 + c for c in range(3)] for r in range(2)])
print({x % 3 for x in range(10)} == {0, 1, 2}, {k: v for v, k in enumerate("abc")})
print({x: {y: x * y for y in range(2)} for x in range(2)})
print([a + b for a, b in zip("xyz", "123")], [h for h, *t in [(1, 2), (3, 4, 5)]])
m = [[1, 2, 3], [4, 5, 6]]
print([[row[i] for row in m] for i in range(3)], [v for row in m for v in row])
print([x for x in [1, 2, 3] if not x % 2] or "none", [None for _ in range(3)])
x = "outer"
print([x for x in range(2)], x)
n = 10
print([n * i for i in range(3)], [lambda: i for i in range(3)][0]())


class K:
    items = [1, 2, 3]
    doubled = [i * 2 for i in items]
    try:
        scaled = [i * len(items) for i in range(2)]
    except NameError as e:
        scaled = str(e)
    gen = list(i for i in items)


print(K.doubled, K.scaled, K.gen)


def f(k):
    return [k * j for j in range(3)], {k: j for j in range(2)}, sum(k for _ in range(4))


print(f(5))
print([i for i in range(20) if i % 2 == 0 if i % 3 == 0])
print([y for x in [[1, [2]], [3, [4]]] for y in x if isinstance(y, list)])
print([(i, j, k) for i in range(2) for j in range(2) for k in range(2) if i ^ j ^ k])
print({(i, j) for i in range(2) for j in range(2)} == {(0, 0), (0, 1), (1, 0), (1, 1)})
print(["even" if i % 2 == 0 else "odd" for i in range(4)])
print([x.strip() for x in " a , b ,c ".split(",")], dict((k, v) for k, v in ["ab", "cd"]))
print([*(i for i in range(3)), *[j for j in range(2)]])
try:
    [1 / z for z in (1, 0)]
except ZeroDivisionError as e:
    print(e)
try:
    [q for q in 5]
except TypeError as e:
    print(e)
print([w for w in "the quick brown fox".split() if len(w) > 3], {len(w): w for w in ["a", "bb", "cc"]})
fns = [lambda v, i=i: v + i for i in range(3)]
print([g(10) for g in fns])
print([[j for j in range(i)] for i in range(4)], sum([i for i in range(101)]))
print({**{k: 1 for k in "ab"}, **{k: 2 for k in "bc"}})
