# stress: 97
"""getattr and setattr with names that change, of classes that change."""


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y


class Slotted:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y


class Watched(Point):
    def __setattr__(self, name, value):
        object.__setattr__(self, name, value * 2)


class Computed:
    def __init__(self, x, y):
        self._x = x
        self.y = y

    @property
    def x(self):
        return self._x

    @x.setter
    def x(self, value):
        self._x = value + 1


class Name(str):
    pass


def bump(o, name):
    setattr(o, name, getattr(o, name) + 1)
    return getattr(o, name)


def side(o, name):
    return getattr(o, name, None)


many = Point(1, 2)
for n in range(30):
    setattr(many, f"field{n}", n)

for turn in range(50):
    for make in (Point, Slotted, Watched, Computed):
        o = make(1, 2)
        told = [bump(o, "x"), bump(o, "y"), bump(o, "".join(["x"])), bump(o, Name("y"))]
        told += [side(o, "z"), side(o, "x")]
        try:
            bump(o, "z")
        except AttributeError as e:
            told.append(str(e))
        if turn == 49:
            print(make.__name__, told)
    for n in range(30):
        assert bump(many, f"field{n}") == n + turn + 1
    if turn == 20:
        Point.x = property(lambda self: 100, lambda self, v: None)
    if turn == 30:
        del Point.x
        Point.z = 7
    if turn == 40:
        del Point.z
    if turn % 10 == 0:
        o = Point(1, 2)
        print(turn, [side(o, n) for n in ("x", "y", "z")], sorted(vars(o)))

gone = Point(1, 2)
for turn in range(40):
    if turn == 35:
        del gone.x
    print(side(gone, "x"), end=" ")
print()
total = 0
for turn in range(300):
    total += turn % 3 == 0
    total += True
    total = True + total
    total = total + False
print(total, True + True, type(True + False).__name__)
big = (1 << 47) - 2
for turn in range(40):
    big += True
print(big, big + True, True + big)
