"""Method calls of all kinds: a drawing program with shapes, visitors, properties, super()."""
import math


class Shape:
    created = 0

    def __init__(self, x, y):
        Shape.created += 1
        self.x = x
        self.y = y

    def area(self):
        raise NotImplementedError

    def move(self, dx=0, dy=0):
        self.x += dx
        self.y += dy
        return self

    def accept(self, visitor):
        return visitor.visit_shape(self)

    @property
    def position(self):
        return self.x, self.y

    def __lt__(self, other):
        return self.area() < other.area()


class Circle(Shape):
    def __init__(self, x, y, radius):
        super().__init__(x, y)
        self.radius = radius

    def area(self):
        return math.pi * self.radius ** 2

    def accept(self, visitor):
        return visitor.visit_circle(self)


class Rectangle(Shape):
    def __init__(self, x, y, width, height):
        super().__init__(x, y)
        self._width = width
        self._height = height

    @property
    def width(self):
        return self._width

    @width.setter
    def width(self, value):
        if value <= 0:
            raise ValueError("width")
        self._width = value

    def area(self):
        return self.width * self._height

    @classmethod
    def square(cls, x, y, side):
        return cls(x, y, side, side)

    @staticmethod
    def scaled(value, factor):
        return value * factor


class Framed(Rectangle):
    border = 1

    def area(self):
        return super().area() - 2 * self.border * (self.width + self._height) / 10

    def move(self, dx=0, dy=0):
        return super().move(dx=dx + self.border, dy=dy)

    def accept(self, visitor):
        return visitor.visit_framed(self)


class Group(Shape):
    def __init__(self, *members):
        super().__init__(0, 0)
        self.members = members

    def area(self):
        return sum(member.area() for member in self.members)

    def move(self, dx=0, dy=0):
        for member in self.members:
            member.move(dx, dy=dy)
        return super().move(dx, dy)

    def accept(self, visitor):
        return visitor.visit_group(self)


class Counter:
    def __init__(self):
        self.counts = dict(shape=0, circle=0, framed=0, group=0)

    def _bump(self, name):
        self.counts[name] += 1
        return 1

    def visit_shape(self, shape):
        return self._bump("shape")

    def visit_circle(self, circle):
        return self._bump("circle")

    def visit_framed(self, framed):
        return self._bump("framed")

    def visit_group(self, group):
        return self._bump("group") + sum(m.accept(self) for m in group.members)


def drawing(n):
    for i in range(n):
        yield Circle(i, 2 * i, i % 7 + 1)
        yield Rectangle.square(i, -i, i % 5 + 1)
        yield Group(Circle(0, i, 2), Framed(i, 0, i % 9 + 3, 4), Group(Rectangle(i, i, 1, 2)))


def main():
    shapes = list(drawing(300))
    for step in range(80):
        for shape in shapes:
            shape.move(step % 3).move(dy=1)
            if isinstance(shape, Rectangle):
                shape.width = Rectangle.scaled(shape.width, 2) if shape.width < 50 else 1
    print("created", Shape.created)
    print("position", shapes[0].position, shapes[-1].position, shapes[-1].members[1].position)
    for _ in range(25):
        area = sum(shape.area() for shape in shapes)
    print(f"area {area:.4f} largest {type(max(shapes)).__name__} smallest {min(shapes).area():.4f}")
    counter = Counter()
    visited = sum(shape.accept(counter) for _ in range(45) for shape in shapes)
    print("visited", visited, counter.counts)


main()
