# stress: 997
# Generators that delegate, and iterators that go through others: items, errors in the middle, unpacking, sorting.
def gr(n):
    for x in range(n): yield x
def tree(d):
    if d:
        yield from tree(d-1); yield d; yield from tree(d-1)
def flat(x):
    for i in x:
        if isinstance(i, list): yield from flat(i)
        else: yield i
for _ in range(3):
    print(sum(tree(6)), list(tree(3)), sorted(tree(3)), max(tree(4)), any(x > 3 for x in tree(5)), tuple(flat([1,[2,[3,[4]],5]])), "".join(str(x) for x in tree(3)))
    t=0
    for x in tree(8): t+=x
    print(t)
def deleg():
    try:
        r = yield from inner()
        print("ret", r)
        yield r
    except ValueError as e:
        print("caught", e); yield -1
    finally:
        print("fin")
def inner():
    try:
        x = yield 1
        print("got", x)
        y = yield 2
        print("got", y)
        return 99
    except KeyError:
        yield "ke"
        raise ValueError("from inner")
for _ in range(3):
    g = deleg(); print(next(g)); print(g.send("a")); print(g.send("b"));
    try: next(g)
    except StopIteration as e: print("stop", e.value)
    g = deleg(); print(next(g)); print(g.throw(KeyError("k"))); print(next(g));
    g.close()
    g = deleg()
    for x in g:
        print("loop", x)
        if x == 2: break
    g.close()
# the inner one advanced by others
for _ in range(4):
    i = gr(6)
    def out(): yield from i
    o = out()
    r = []
    for x in o:
        r.append(x)
        if x == 2: r.append(("stolen", next(i)))
    print(r)
    def me():
        yield 1
        try: next(m)
        except ValueError as e: yield str(e)
        yield from me2()
    def me2():
        try: next(m)
        except ValueError as e: yield str(e)
    m = me(); print(list(m)); m = me(); print([x for x in m])
    z=[]
    m = me()
    for x in m: z.append(x)
    print(z)
# exceptions through map, filter, zip, sort keys, unpacking
def bad(x):
    if x == 3: raise KeyError(x)
    return x
for _ in range(3):
    for mk in (lambda: list(map(bad, range(6))), lambda: [y for y in map(bad, gr(6))], lambda: list(filter(bad, [1,2,3])), lambda: list(zip(map(bad, range(5)), gr(9))), lambda: sorted(range(5), key=bad), lambda: max(range(5), key=bad), lambda: dict(enumerate(map(bad, gr(8)))), lambda: sum(map(bad, tree(5)))):
        try: print(mk())
        except KeyError as e: print("KeyError", e)
    try: a, b = gr(3)
    except ValueError as e: print(e)
    try: a, b, c = gr(2)
    except ValueError as e: print(e)
    a, b, c = gr(3); print(a, b, c)
    a, b, c = map(lambda x: x + 1, gr(3)); print(a, b, c)
    a, b, c = "xyz"; print(a, b, c)
    try: a, b = "xyz"
    except ValueError as e: print(e)
    try: a, b, c = map(bad, [1, 2, 3])
    except KeyError as e: print("K", e, a, b, c)
    print(list(map(lambda a, b: (a, b), gr(3), range(5))), list(map(max, [1, 5], gr(2))), list(zip(gr(2), tree(2), "ab")))
    print([a + b for a, b in zip(gr(4), gr(3))], [(i, x) for i, x in enumerate(tree(2), 5)])
    for a, b in zip(gr(3), [1, 2, 3, 4]): print(a, b, end=";")
    for i, x in enumerate(map(str, gr(3))): print(i, x, end=";")
    it = iter([1, 2, 3, 4]); print(list(zip(it, it)), list(map(lambda *a: a, [1, 2], (3, 4), gr(9))))
    print(list(filter(None, [0, 1, "", "a", [], [0]])), list(filter(lambda x: [] if x % 2 else [1], gr(6))))
g = gr(3)
print(next(g), next(g), next(g), next(g, "end"), next(g, None))
try: next(g)
except StopIteration as e: print("stop", e.value)
def av():
    t = 0; v = None
    while True:
        v = yield t
        if v is None: return "done"
        t += v
for _ in range(3):
    a = av(); next(a)
    for i in range(5): r = a.send(i)
    print(r)
    try: a.send(None)
    except StopIteration as e: print(e.value)
    try: a.send(1)
    except StopIteration as e: print("over", e.value)
    b = av()
    try: b.send(1)
    except TypeError as e: print(e)
# sorting
print(sorted([[2, "b"], [1, "z"], [2, "a"], [1.5, "q"]]), sorted([3, 1.5, 2, -0.0, 0, 0.0]), sorted([(1, 2.5), (1, 2), (0.5, 9)]), sorted([[1], [1, 2], []]), sorted([(True, 1), (0, 2), (1, 0)]), sorted([(1, "a"), (1, "B")], reverse=True))
class L:
    def __init__(self, x): self.x = x
    def __lt__(self, o): return self.x < o.x
    def __repr__(self): return f"L{self.x}"
class M(L):
    def __lt__(self, o): return self.x > o.x
print(sorted([L(i * 7 % 10) for i in range(10)]), sorted([M(i * 7 % 10) for i in range(10)]), sorted([L(1), M(2), L(3), M(0)]))
class B:
    def __init__(self, x): self.x = x
    def __lt__(self, o): 
        if self.x == 5: raise RuntimeError("five")
        return "yes" if self.x < o.x else ""
    def __repr__(self): return f"B{self.x}"
print(sorted([B(i * 3 % 5) for i in range(5)]))
l = [B(i * 3 % 7) for i in range(7)]
try: l.sort()
except RuntimeError as e: print(e)
nan = float("nan")
print((nan,) == (nan,), (nan,) < (nan,), (1, nan) < (1, 2), [nan] == [nan], (0.0, 1) == (-0.0, 1), (1, 2.0) == (1.0, 2), {(1, 2): 3}[(1.0, 2)], {(1, (2, "x")): 3}.get((1, (2, "x"))))
print({1, 2, 3} & {2, 3.0, 4}, {1, 2} | {2.0, 5}, {"a", 1} - {1.0}, {1, 2} ^ {2, 3}, {1, 2} <= {1.0, 2.0, 3}, {1} == {1.0}, frozenset([1, 2]) & {2})
print({frozenset([1]), frozenset([2])} == {frozenset([2]), frozenset([1])}, {(1, 2)} & {(1, 2.0)})
def deep(n):
    if n: yield from deep(n - 1)
    yield n
print(sum(deep(300)), len(list(deep(200))))
def rec(n): yield from rec(n + 1)
try:
    for x in rec(0): pass
except RecursionError as e: print("RecursionError")
try: list(rec(0))
except RecursionError as e: print("RecursionError")
for x in range(-5, 5, 3): print(x, end=" ")
for x in range(5, -5, -3): print(x, end=" ")
for x in range(5, -6, -5): print(x, end=" ")
for x in range(3, 3): print("no")
for x in range(3, 1): print("no")
print(len(range(0, 10, 3)), list(range(10, 0, -3)), range(5)[-1])

class E(Exception):
    def __init__(self, code, text): super().__init__(text); self.code = code
class F(E): pass
for k in range(200):
    try: raise F(k, "t")
    except E as e: last = (e.code, e.args, str(e), type(e).__name__)
    try: raise ValueError("a", k)
    except (KeyError, ValueError) as e: more = e.args
    try: raise F(1)
    except TypeError as e: text = str(e)
    try: None.nothing
    except AttributeError as e: missing = (str(e), e.name, e.obj)
print(last, more, text, missing)
