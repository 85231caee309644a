# slices of lists set, items of bytearrays, lists grown in place, dicts made of pairs and united
a = list(range(10))
for s, v in ((slice(2, 5), [1, 2, 3]), (slice(2, 5), (7,)), (slice(0, 0), [0, 0]), (slice(None, None), range(4)), (slice(1, None), "ab"), (slice(5, 2), [9]), (slice(-1, None), []), (slice(None, 100), [1, 2, 3, 4])):
    a[s] = v; print(a)
a[1:2] = a; print(a); a[:] = a; print(a); a[::2] = [0] * len(a[::2]); print(a)
for s, v in ((slice(0, 4, 2), [1]), (slice(0, 2), 5), (slice("a", 2), [1]), (slice(0, 2, 0), [1])):
    try:
        a[s] = v
    except (TypeError, ValueError) as e:
        print(e)
b = bytearray(b"hello")
b[0] = 72; b[-1] = 33; print(b, b[0], b[-1], b[4])
for i, v in ((9, 1), (0, 256), (0, -1), (0, "a"), ("a", 1), (-9, 1)):
    try:
        b[i] = v
    except (IndexError, ValueError, TypeError) as e:
        print(type(e).__name__, e)
    try:
        print(b[i])
    except (IndexError, TypeError) as e:
        print(type(e).__name__, e)
print(sum(b), [x for x in b], list(bytes(b)))
n = 0
for x in b:
    n += x
    if n < 200: b.append(1)
print(n, len(b))
c = d = [1]; c += [2]; c += (3,); c += c; c += "x"; c += range(2); print(d, c is d)
class Sub(list): pass
s = Sub([1]); s += [2]; print(type(s).__name__, s)
try:
    c += 5
except TypeError as e:
    print(e)
t = ([],)
try:
    t[0] += [1]
except TypeError as e:
    print(t, e)
print([1, 2, 3].index(2), [1, 2.0, 3].index(2), (1, "a", 2).index("a"), [1, 1, 1.0, True].count(1), [None, 0].index(0), ["a", "b"].count("b"))
for f in (lambda: [1].index(2), lambda: (1,).index(2), lambda: [1, 2, 3].index(1, 1), lambda: [].remove(1)):
    try:
        f()
    except ValueError as e:
        print(e)
print(dict(zip("abc", [1, 2, 3])), dict(enumerate("ab")), dict({1: 2}.items()), dict(zip([1, 1.0, True], "xyz")), dict(zip()), dict([(1, 2)], a=3))
for f in (lambda: dict(zip("ab", "cd", "ef")), lambda: dict(zip([[1]], [2])), lambda: dict(map(lambda x: x, [1])), lambda: dict(iter([(1, 2, 3)])), lambda: dict(5)):
    try:
        print(f())
    except (TypeError, ValueError) as e:
        print(e)
class Keys:
    def keys(self): return ["p", "q"]
    def __getitem__(self, k): return k * 2
print(dict(Keys()), {**Keys(), "r": 1})
class H:
    def __hash__(self): return 1
    def __eq__(self, o): return True
d = dict(zip([H(), 1, H()], "abc")); print(len(d), list(d.values()))
x = {i: i for i in range(20)}; y = {5: "y", 30: "z", "k": 1}
print(x | y, y | x, len(x)); del x[3], x[19]; z = dict(x); z[3] = "new"; print(z, z == x, x | {}, {} | y)
x |= y; print(x[30], len(x)); u = x.copy(); u.pop(5); print(5 in x, 5 in u, list(u) == [k for k in x if k != 5])
try:
    x | [1]
except TypeError as e:
    print(e)
