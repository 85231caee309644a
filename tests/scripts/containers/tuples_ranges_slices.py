# tuple, range, slice.
t = (1, 2, 3, 2)
print(t, t[0], t[-1], t[1:3], t[::-1], t + (4,), t * 2, 2 in t, t.count(2), t.index(3), len(t), (), (1,), tuple("ab"), tuple([1]), (1, (2, (3,))))
print((1, 2) < (1, 3), (1,) < (1, 0), (2,) > (1, 9), (1, 2) == (1, 2), (1, 2) == [1, 2], hash((1, 2)) == hash((1, 2)), {(1, 2): "k"}[1, 2], max((1, 5), (1, 9)), sorted([(2, 1), (1, 2)]))
a = 1, 2
b, c = a
print(a, b, c, (a), (a,), *a, (*a, 3), a is tuple(a), a[:] is a, () is (), type(()), tuple(x for x in range(3)), sum((1, 2)), all((1, 0)), zip(a, a).__class__)
for f in (lambda: t[9], lambda: t["a"], lambda: t.index(99), lambda: t + [1], lambda: (1,) < 5, lambda: tuple(5), lambda: hash(([],)), lambda: (1, 2).append):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__ + ":", e)
print(hash((1, 2, 3)), hash(()), hash((1, (2, 3))), hash((1.5, None is None)))
r = range(2, 20, 3)
print(r, list(r), r[0], r[-1], r[1:3], r[::-1], r[::2], len(r), 5 in r, 6 in r, 5.0 in r, "a" in r, r.start, r.stop, r.step, r.index(8), r.count(5), r.count(6))
print(range(5), list(range(5, 0, -2)), list(range(0)), list(range(3, 3)), range(0, 5, 2) == range(0, 6, 2), range(0) == range(2, 1), hash(range(3)) == hash(range(0, 3, 1)), bool(range(0)))
print(range(10 ** 20)[10 ** 19], len(range(0, 10 ** 15, 7)), 10 ** 19 in range(10 ** 20), list(range(10 ** 20, 10 ** 20 + 3)), max(range(5)), min(range(5, 0, -1)), sum(range(101)), list(reversed(range(4))), range(-3, 3)[-2], range(True, 4))
for f in (lambda: range(), lambda: range(1, 2, 0), lambda: range("a"), lambda: range(1.0), lambda: r[100], lambda: r.index(3), lambda: range(3)["a"], lambda: len(range(10 ** 30)), lambda: range(1, 2, 3, 4), lambda: range(3).start.x):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__ + ":", e)
s = slice(1, 10, 2)
print(s, s.start, s.stop, s.step, s.indices(5), slice(5), slice(None, None, -1).indices(4), slice(-3, None).indices(10), s == slice(1, 10, 2), list(range(20))[s], "abcdefghij"[s], slice(1, 2) < slice(1, 3))


class Show:
    def __getitem__(self, k):
        return k


x = Show()
print(x[1], x[1:2], x[::2], x[1:2, ::3], x[...], x[(1, 2)], x[1, ], x[:], x["a":"b"], x[-1:None], x[(lambda: 5)()], x[None:], x[[1]], x[*[1, 2]], x[1:2, *[3]])
print([x[i:j] for i in (None, 1) for j in (None, -1)], slice(1, 2).__class__, {slice(1): 2} if False else "ok")
