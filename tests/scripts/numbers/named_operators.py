# Operators of numbers called by the name of their method, and what subclasses of numbers refuse.
class I(int):
    pass
big = 1 << 60
for f in (int.__add__, int.__sub__, int.__mul__, int.__and__, int.__or__, int.__xor__):
    xs = [1, -5, True, (1 << 47) - 1, -(1 << 47), big, I(7)]
    print(list(map(f, xs, reversed(xs))))
    print(list(map(f, [1, 2], [1.5, 2])) )
    for bad in ([1.5], ["a"], [None]):
        try:
            print(list(map(f, bad, [1])))
        except TypeError as e:
            print(e)
for f in (float.__add__, float.__sub__, float.__mul__):
    print(list(map(f, [1.5, -0.0, float("inf"), float("nan")], [2.0, 0.0, -1.0, 1.0])))
    print(list(map(f, [1.5], [2])), f(1.5, True))
    try:
        print(list(map(f, [1], [2])))
    except TypeError as e:
        print(e)
def go():
    t = 0
    for i in range(200):
        t = int.__add__(t, int.__mul__(i, i)) ^ (3).__xor__(i)
    return t
print(go(), go(), sum(map(int.__mul__, range(1000), range(1000))))
print(sorted([3, 1, 2], key=(5).__sub__), list(map(max, [1, 5], [2, 3])), list(map(divmod, [7, -7], [2, 2])), list(map(pow, [2, 3], [3, 2])))
print(int.__eq__(1, 1.0), int.__lt__(1, 2.5), int.__radd__(1, 2.5), int.__floordiv__(7, 2.0), float.__eq__(1.0, 1), float.__radd__(1.5, 2), (1).__ne__(1.0), I(3) + 1.5, 1.5 + I(3), I(3) == 3.0, I(3) < 3.5, 3.5 > I(3))
class J(int):
    def __add__(self, other):
        r = super().__add__(other)
        return "none" if r is NotImplemented else r
    def __eq__(self, other):
        return super().__eq__(other)
    __hash__ = int.__hash__
print(J(1) + 1.5, J(1) + 1, J(1) == 1.0, J(1) == 1, 1.0 == J(1), J(1) == "a")
class K(int):
    def __add__(self, other):
        return NotImplemented
    __lt__ = __eq__ = __radd__ = __add__
    __hash__ = None
for f in (lambda: K(1) + 1.5, lambda: K(1) + 1, lambda: 1.5 + K(1), lambda: 1 + K(1), lambda: K(1) < 1.5, lambda: K(1) == 1.0, lambda: K(1) == 1,
          lambda: K(1) - 0.5, lambda: K(2) ** 0.5, lambda: divmod(K(7), 2.0), lambda: K(7) // 2.0, lambda: K(7) % 4.0, lambda: K(7) < "a", lambda: 2.5 < K(3)):
    for _ in range(3):
        try:
            r = f()
        except TypeError as e:
            r = str(e)
    print(r)
x = K(1)
x += 1.5
print(x)
x = I(4)
x *= 0.5
print(x, max(I(3), 2.5), sum([I(1), 2.5, I(3)]), round(I(3) / 2.0, 2), I(3) in [3.0], {3.0: 1}[I(3)])
