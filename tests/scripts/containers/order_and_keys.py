# tuples, lists and sets compared where no script runs, and where it does
nan = float("nan")
values = [(), (1,), (1, 2), (1, 3), (2,), (1, 2.0), (1.5, 0), ("a", 1), ("a", 2), ("b",), (None, 1), (None, 2), (nan,), (nan, 1),
          ((1, 2), 3), ((1, 2), 4), ((1, 3), 0), ([1], 2), ([2], 1), (True, 2), (10**30, 1), (b"a", 1), (b"b", 0)]
def ask(f):
    try:
        return f()
    except TypeError as e:
        return str(e)
for a in values:
    for b in values:
        for p, q in ((a, b), (list(a), list(b))):
            print(ask(lambda: p < q), ask(lambda: p <= q), ask(lambda: p > q), ask(lambda: p >= q), p == q, p != q)
print(ask(lambda: (1,) < [1]), (1,) == [1], [1] != (1,))
class V:
    def __init__(self, n, log):
        self.n, self.log = n, log
    def __lt__(self, o):
        self.log.append((self.n, o.n)); return self.n < o.n
    def __eq__(self, o):
        return self.n == o.n
log = []
print((V(1, log), 5) < (V(1, log), 6), [V(1, log)] < [V(2, log)], log)
class N:
    def __init__(self, n): self.n = n
    def __lt__(self, o): return NotImplemented
    def __gt__(self, o): return self.n > o.n
class M(N):
    def __gt__(self, o): print("M.gt", self.n, o.n); return self.n > o.n
print([x.n for x in sorted([N(3), N(1), N(2)])], [x.n for x in sorted([N(2), M(1)])])
class T:
    def __init__(self, n): self.n = n
    def __lt__(self, o): return [1] if self.n < o.n else []
print([x.n for x in sorted([T(3), T(1), T(2)])], [x.n for x in sorted([T(3), T(1), T(2)], reverse=True)])
class R:
    def __init__(self, n): self.n = n
    def __lt__(self, o):
        if o.n == 2: raise ValueError("two")
        return self.n < o.n
items = [R(1), R(3), R(2), R(0)]
try:
    items.sort()
except ValueError as e:
    print(e, sorted(x.n for x in items))
print(min(range(5), key=lambda x: -x), max("abc", key=lambda c: -ord(c)), max([3, 1], key=None), min([], key=len, default=7))
try:
    max([1, 2], key=lambda x: 1 // (x - 2))
except ZeroDivisionError as e:
    print(e)
try:
    sorted([1, 2], key=lambda: 0)
except TypeError as e:
    print(e)
print(list(map(lambda x: x + 1, [1, 2])), list(map(str, (1, 2.5, None))), list(map(int, "12")), list(map(lambda a, b: a * b, [1, 2, 3], [4, 5])))
print(list(filter(lambda x: x % 2, range(7))), list(filter(None, [0, 1, "", "a"])), list(filter(lambda x: [x] if x else [], [0, 1])))
class Truth:
    def __init__(self, b): self.b = b
    def __bool__(self): print("bool", self.b); return self.b
print(list(filter(lambda x: Truth(x > 1), [1, 2, 3])))
data = [1, 2, 3, 4]
def shrink(x):
    if len(data) > 2: data.pop()
    return x
print(list(map(shrink, data)), data)
def boom(x):
    if x == 2: raise KeyError(x)
    return x
it = map(boom, [1, 2, 3]); print(next(it))
try:
    next(it)
except KeyError as e:
    print("KeyError", e)
print(list(it))
it = filter(boom, [1, 2, 3]); print(next(it))
try:
    next(it)
except KeyError as e:
    print("KeyError", e)
print(list(it))
d = {1: 1, 2: 2}
try:
    for k in map(lambda k: d.pop(k), d): print(k)
except RuntimeError as e:
    print(e)
try:
    list(map(lambda: 0, [1]))
except TypeError as e:
    print(e)
