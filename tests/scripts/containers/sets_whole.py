# the operations on whole sets, in place and not, with items that script has to compare, and through growth
import random

class Odd:
    """Equal to others of its number, all of one hash."""
    def __init__(self, n):
        self.n = n
    def __hash__(self):
        return 1
    def __eq__(self, other):
        if isinstance(other, Odd):
            return self.n == other.n
        return NotImplemented
    def __repr__(self):
        return f"Odd({self.n})"

rng = random.Random(7)

def show(s):
    return f"{type(s).__name__}:{s}" if len(s) < 40 else f"{type(s).__name__}:{len(s)}:{sum(s)}:{list(s)[:8]}"

for n in (0, 1, 3, 5, 8, 13, 21, 40, 100, 400):
    for m in (0, 1, 4, 9, 30, 150, 900):
        a = {rng.randrange(2 * n + 5) for _ in range(n)}
        b = {rng.randrange(2 * m + 5) for _ in range(m)}
        f, g = frozenset(a), frozenset(b)
        print(show(a | b), show(a & b), show(a - b), show(a ^ b))
        print(show(f | b), show(b & g), show(g - a), show(f ^ g))
        print(a <= b, a < b, a >= b, a > b, a == b, a != b, a == f, a.isdisjoint(b), (a & b) <= a)
        c = set(a); c |= b; d = set(a); d &= b; e = set(a); e -= b; h = set(a); h ^= b
        print(show(c), show(d), show(e), show(h))
        while len(e) > 2:
            e.discard(next(iter(e)))
        e |= {1, 2, 3}
        print(show(e), show(set(e)), show(frozenset(e)), show(e.copy()))

x = f = frozenset([1, 2]); f |= {3}; print(x, f)
a = {1, 2, 3}; a -= a; print(a, a ^ a, a & a, a | a)
a = {1, 2, 3}; b = a; a ^= a; print(a, b is a)
odd = {Odd(i) for i in range(6)}
print(sorted(o.n for o in odd & {Odd(3), Odd(9)}), sorted(o.n for o in odd - {Odd(3)}), len(odd | {Odd(1), Odd(11)}), len(odd ^ {Odd(1), Odd(11)}))
print({Odd(1), 1} <= {Odd(1), 1, 2}, {Odd(1)} == {Odd(1)}, {Odd(1)} < odd, frozenset([Odd(2)]) <= odd)
odd |= {Odd(6), 1}; odd -= {Odd(0)}; odd &= {Odd(i) for i in range(4)}; print(sorted(o.n for o in odd))

nested = frozenset([frozenset([1]), frozenset([frozenset([2])])])
print(nested == frozenset([frozenset([frozenset([2])]), frozenset([1])]), frozenset([1]) in nested, frozenset([2]) in nested)
d = {frozenset([1, 2]): "a", (1, frozenset([3])): "b"}
print(d[frozenset([2, 1])], d[1, frozenset([3])], hash(frozenset([1, 2, 3])) == hash(frozenset([3, 2, 1])))
deep = frozenset()
for _ in range(3000):
    deep = frozenset([deep])
print(len(deep), deep in {deep}, hash(deep) == hash(frozenset(deep)))
print(frozenset(), frozenset([]), frozenset("a"), frozenset(frozenset([1])), {1.0, True, 1})
nan = float("nan"); print({nan} == {nan}, {nan} <= {nan}, {nan} & {nan} == {nan})
for bad in ([1], {1}, {}):
    for make in (lambda: {1, bad}, lambda: frozenset([bad]), lambda: {1} | {(1, tuple), bad and 1} | {bad} ):
        try:
            print(make())
        except TypeError as e:
            print(e)
for op in (lambda: {1} | [1], lambda: {1} < [1], lambda: {1} & 3, lambda: frozenset([1]) - (1,)):
    try:
        print(op())
    except TypeError as e:
        print(e)
class Sub(set):
    pass
s = Sub([1, 2]); t = s | {3}; print(type(t).__name__, sorted(t)); s |= {4}; print(type(s).__name__, sorted(s))
s = {1, 2, 3}
try:
    for x in s:
        s |= {x + 10}
except RuntimeError as e:
    print(e)
