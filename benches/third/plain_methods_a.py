"""Class hierarchies: shapes, properties, super(), class/static methods, polymorphism."""
import math

ROUNDS = 7
output = []


def report(*items):
    output.append(" ".join(str(x) for x in items))


class Shape:
    count = 0

    def __init__(self, name):
        self.name = name
        Shape.count += 1

    def area(self):
        raise NotImplementedError

    def perimeter(self):
        raise NotImplementedError

    def describe(self):
        return "%s:%.2f/%.2f" % (self.name, self.area(), self.perimeter())

    @property
    def ratio(self):
        return self.area() / self.perimeter()

    def __lt__(self, other):
        return self.area() < other.area()

    def __eq__(self, other):
        if not isinstance(other, Shape):
            return NotImplemented
        return self.name == other.name and self.area() == other.area()

    def __hash__(self):
        return hash((self.name, self.area()))


class Rect(Shape):
    def __init__(self, w, h, name="rect"):
        super().__init__(name)
        self._w = w
        self._h = h

    @property
    def w(self):
        return self._w

    @w.setter
    def w(self, value):
        if value <= 0:
            raise ValueError("width")
        self._w = value

    @property
    def h(self):
        return self._h

    def area(self):
        return self.w * self.h

    def perimeter(self):
        return 2 * (self.w + self.h)


class Square(Rect):
    def __init__(self, side):
        super().__init__(side, side, "square")

    def describe(self):
        return "[" + super().describe() + "]"

    @classmethod
    def unit(cls):
        return cls(1)


class Circle(Shape):
    def __init__(self, r):
        super().__init__("circle")
        self.r = r

    def area(self):
        return math.pi * self.r ** 2

    def perimeter(self):
        return self.circumference(self.r)

    @staticmethod
    def circumference(r):
        return 2 * math.pi * r


class Counted:
    hits = 0

    def area(self):
        type(self).hits += 1
        return super().area()


class CountedSquare(Counted, Square):
    pass


class CountedCircle(Counted, Circle):
    pass


def build(n):
    makers = [lambda i: Rect(i % 7 + 1, i % 5 + 2), lambda i: Square(i % 9 + 1),
              lambda i: Circle(i % 4 + 0.5), lambda i: CountedSquare(i % 3 + 1),
              lambda i: CountedCircle(i % 6 + 1)]
    return [makers[i % len(makers)](i) for i in range(n)]


def main():
    shapes = build(3000)
    total = ratio = 0.0
    for rnd in range(30):
        for s in shapes:
            total += s.area()
            if rnd % 3 == 0:
                ratio += s.ratio
            if type(s) is Rect:
                s.w = (s.w + 1) % 11 + 1
    report(f"{total:.4f} {ratio:.4f}")
    report(Shape.count, CountedSquare.hits, CountedCircle.hits)
    length = sum(len(s.describe()) for s in shapes)
    report(length, Square.unit().describe(), max(shapes).describe())
    report(len(set(shapes)), sum(1 for s in shapes if s == shapes[1]))
    ordered = sorted(shapes)
    report(ordered[0].describe(), ordered[1500].describe())
    report([c.__name__ for c in CountedSquare.__mro__])
    errors = 0
    for s in shapes:
        if isinstance(s, Rect):
            try:
                s.w = -1
            except ValueError:
                errors += 1
    report(errors)


if __name__ == "__main__":
    for _ in range(ROUNDS):
        output.clear()
        main()
    print("\n".join(output))
