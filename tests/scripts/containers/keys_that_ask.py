# stress: 97
# Keys whose classes hash and compare by script: found, missing, changing the dict meanwhile, failing, refusing.


class Point:
    asked = []

    def __init__(self, x, y):
        self.x, self.y = x, y

    def __hash__(self):
        Point.asked.append("h")
        return hash((self.x, self.y)) % 7

    def __eq__(self, other):
        Point.asked.append("e")
        if not isinstance(other, Point):
            return NotImplemented
        return (self.x, self.y) == (other.x, other.y)

    def __repr__(self):
        return f"<{self.x} {self.y}>"


class Near(Point):
    def __eq__(self, other):
        Point.asked.append("n")
        return abs(self.x - other.x) < 2 if isinstance(other, Point) else NotImplemented

    __hash__ = Point.__hash__


def asked(f, *args):
    Point.asked.clear()
    try:
        result = f(*args)
    except Exception as e:
        result = f"{type(e).__name__}: {e}"
    print(result, "".join(Point.asked))


points = [Point(i % 4, i % 3) for i in range(24)]
d = {}
for n, p in enumerate(points):
    asked(d.setdefault, p, n)
print(d)
for p in (Point(1, 1), Point(9, 9), points[3], Near(1, 1), Near(2, 9), 3, (1, 1), "a", None):
    asked(d.get, p, "no")
    asked(lambda: p in d)
    asked(lambda: d[p])
    asked(lambda: p in set(points))
    asked(points.index, p)
    asked(points.count, p)
asked(d.pop, Point(1, 1))
asked(d.pop, Point(1, 1), "gone")
asked(lambda: d | {Point(2, 2): "new"})
asked(lambda: {p for p in points})
print(d == dict(d))
asked(lambda: set(points) == {Point(i % 4, i % 3) for i in range(12)})


class Odd:
    def __init__(self, n, does):
        self.n, self.does = n, does

    def __hash__(self):
        return 1

    def __eq__(self, other):
        return self.does(self, other)

    def __repr__(self):
        return f"Odd({self.n})"


def failing(a, b):
    raise ValueError(f"{a} {b}")


def counted(a, b):
    counted.n += 1
    if counted.n < 4:
        table[Odd(counted.n + 10, lambda a, b: False)] = counted.n
    return a.n == b.n


table = {Odd(1, failing): 1}
asked(lambda: table[Odd(1, failing)])
asked(lambda: table[Odd(2, lambda a, b: True)])
table = {Odd(0, counted): 0}
counted.n = 0
asked(lambda: table.get(Odd(0, counted)))
print(table, counted.n > 3)
table = {Odd(1, lambda a, b: "yes"): 1}
asked(lambda: table[Odd(5, lambda a, b: "")])
table = {Odd(1, lambda a, b: NotImplemented): 1}
asked(lambda: table.get(Odd(1, lambda a, b: True)))
asked(lambda: table.get(Odd(1, lambda a, b: NotImplemented)))


class NoHash:
    def __eq__(self, other):
        return True


class Refused:
    __hash__ = None


class Wrong:
    def __hash__(self):
        return "text"


class Big:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return self.n


for key in (NoHash(), Refused(), Wrong(), [], {}):
    asked(d.get, key)
    asked(lambda: {key})
    asked(lambda: key in d)
for n in (-1, 2 ** 61 - 1, 2 ** 70, -2 ** 63, True):
    big = Big(n)
    asked(lambda: {big: n}[big])
    print(hash(big))
