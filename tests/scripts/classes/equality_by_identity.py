# stress: 97
# == and != of objects whose classes say nothing of it, and of those that begin to say something while loops are hot.


class Plain:
    pass


class Other:
    pass


class Child(Plain):
    pass


class ByNumber:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return isinstance(other, ByNumber) and self.n == other.n


class Always:
    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return True


class NeOnly:
    def __ne__(self, other):
        return "differs"


class Hashed:
    def __hash__(self):
        return 1


class Text(str):
    pass


class Meta(type):
    def __eq__(cls, other):
        return other == 3

    __hash__ = type.__hash__


class Made(metaclass=Meta):
    pass


class Slots:
    __slots__ = ()


def both(a, b):
    n = 0
    if a == b:
        n += 1
    if a != b:
        n += 2
    if not a == b:
        n += 4
    if not a != b:
        n += 8
    n += 16 * (a == b) if isinstance(a == b, bool) else 512
    n += 32 * (a != b) if isinstance(a != b, bool) else 1024
    n += 64 if a == 3 else 128
    if a != 3:
        n += 256
    return n


objects = [Plain(), Plain(), Child(), Other(), ByNumber(1), ByNumber(1), ByNumber(2), Always(), NeOnly(), Hashed(),
           Text("a"), "a", 3, 3.0, None, True, [], (), {}, Plain, Made, Made(), len, both, Slots(), Exception("x"), float("nan"),
           10 ** 30, range(3), b"a", {1}]
for _ in range(12):
    table = [[both(a, b) for b in objects] for a in objects]
for row in table:
    print(*row)
print([[objects.index(x)] for x in objects if objects.count(x) > 1], [x in objects for x in (Plain(), objects[0], 3)])


def count(a, b, n):
    equal = differs = 0
    for _ in range(n):
        if a == b:
            equal += 1
        differs += a != b
    return equal, differs


a, b, c = Plain(), Plain(), Child()
print(count(a, a, 300), count(a, b, 300), count(a, c, 300), count(c, a, 300))
Plain.__ne__ = lambda self, other: True
print(count(a, a, 300), count(a, b, 300), count(c, c, 300))
del Plain.__ne__
print(count(a, a, 300), count(a, b, 300), count(c, c, 300))
Child.__eq__ = lambda self, other: True
print(count(a, c, 300), count(c, a, 300), count(c, None, 300), count(a, b, 300))
del Child.__eq__
print(count(a, c, 300), count(c, a, 300), count(c, None, 300))
Plain.__eq__ = lambda self, other: NotImplemented
print(count(a, a, 300), count(a, b, 300), count(c, a, 300))
Plain.__eq__ = lambda self, other: 1 // 0
try:
    count(a, b, 3)
except ZeroDivisionError as e:
    print(e)
Plain.__eq__ = object.__eq__
print(count(a, a, 300), count(a, b, 300))
Plain.__eq__ = None
try:
    count(a, b, 3)
except TypeError as e:
    print(e)
