# Built-in functions mapped over containers by built-in consumers: in the plain case, and where it ends in the middle.
class L:
    def __init__(self, n):
        self.n = n
    def __len__(self):
        return self.n
    def __hash__(self):
        return 7
    def __eq__(self, o):
        return isinstance(o, L) and o.n == self.n
    def __repr__(self):
        return f"L{self.n}"
    def __str__(self):
        return f"<{self.n}>"

mixed = ["a", (1, 2), L(5), [1] * 7, "abc", L(2)]
print(sum(map(len, mixed)), list(map(len, mixed)), set(map(len, mixed)), tuple(map(str, mixed)))
it = iter(mixed)
print(next(it), sum(map(len, it)), next(it, "end"))
xs, ys = [1, 2, 3, 4, 5], (10, 20, 30)
print(sum(map(int.__mul__, xs, ys)), list(map(max, xs, ys)), sum(map(pow, xs, ys)))
ix, iy = iter(xs), iter(ys)
print(list(map(min, ix, iy)), next(ix, "x"), next(iy, "y"))
ix, iy = iter(xs), iter(ys)
print(sum(map(max, iy, ix)), next(ix, "x"), next(iy, "y"))
i = iter(range(6))
i2 = iter(xs)
print(list(map(max, i2, i2)), list(i2))
for bad in (["a", None], [1, "b"]):
    m = map(len, bad)
    try:
        print(sum(m))
    except TypeError as e:
        print(e)
    print(list(m) if bad[0] != 1 else "rest")
m = map(abs, [1, -2, 3.5, -4, 1 << 70, True])
print(sum(m), list(m))
print(sum(map(float, ["1.5", "2", "1e3"])), sum(map(int, "12345")), sum(map(int, ["7", " 8 ", "-9"])))
try:
    print(sum(map(int, ["7", "x", "9"])))
except ValueError as e:
    print(e)
print(sum(map(str, []), 5), sum(map(len, [[], [1]]), 10), sum(map(len, [[], [1]]), 0.5))
try:
    sum(map(str, [1, 2]))
except TypeError as e:
    print(e)
print(sum(map(list, [(1,), (2, 3)]), []))
xs = [3, 1, 2]
xs.extend(map(abs, [-1, -2]))
xs += map(str, (1, 2.5, None))
print(xs)
print(set(map(hash, (1, 2.0, 3))), {*map(abs, (-1, 1))}, sorted(set(map(str, [L(1), L(1), 2]))), frozenset(map(L, [1, 1, 2])) == {L(1), L(2)})
ys = [1, 2, 3]
m = map(ys.append, ys)
print(next(m), ys)
big = list(range(200000))
print(len(list(map(str, big))), sum(map(abs, big)), len(set(map(abs, big))))
out = []
out.extend(map(len, map(str, big)))
print(sum(out), len(out))
zs = ["a", "bb"]
it = iter(zs)
m = map(len, it)
print(sum(m)); zs.append("ccc"); print(list(m), list(it))
