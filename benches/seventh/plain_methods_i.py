"""Shapes, stacks and accounts: method calls, inheritance, properties, operators."""


class Vec:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, other):
        return Vec(self.x + other.x, self.y + other.y)

    def __mul__(self, k):
        return Vec(self.x * k, self.y * k)

    def __eq__(self, other):
        return self.x == other.x and self.y == other.y

    def dot(self, other):
        return self.x * other.x + self.y * other.y


class Shape:
    count = 0

    def __init__(self, origin):
        self.origin = origin
        self._moves = 0
        Shape.register()

    @classmethod
    def register(cls):
        cls.count += 1

    def move(self, by):
        self.origin = self.origin + by
        self._moves += 1
        return self

    @property
    def moves(self):
        return self._moves

    def area(self):
        return 0

    def describe(self):
        return self.area() * 2 + self.edge()

    def edge(self):
        return 1


class Rect(Shape):
    def __init__(self, origin, w, h):
        super().__init__(origin)
        self.w = w
        self.h = h

    def area(self):
        return self.w * self.h

    def edge(self):
        return 2 * (self.w + self.h)


class Square(Rect):
    def __init__(self, origin, side):
        super().__init__(origin, side, side)

    def move(self, by):
        return super().move(by * 2)


class Triangle(Shape):
    def __init__(self, origin, base, height):
        super().__init__(origin)
        self.base = base
        self.height = height

    def area(self):
        return self.base * self.height // 2

    @staticmethod
    def sides():
        return 3

    def edge(self):
        return self.sides() * self.base


class Scene:
    def __init__(self):
        self.shapes = []

    def add(self, shape):
        self.shapes.append(shape)
        return shape

    def __len__(self):
        return len(self.shapes)

    def __getitem__(self, i):
        return self.shapes[i]

    def total(self):
        t = 0
        for s in self.shapes:
            t += s.describe()
        return t

    def shift(self, by):
        for s in self.shapes:
            s.move(by)

    def nearest(self, direction):
        best = None
        best_dot = None
        for i in range(len(self)):
            d = self[i].origin.dot(direction)
            if best_dot is None or d < best_dot:
                best, best_dot = self[i], d
        return best


def main():
    scene = Scene()
    for k in range(60):
        at = Vec(k * 7 % 31, k * 5 % 23)
        if k % 3 == 0:
            scene.add(Rect(at, k % 7 + 1, k % 5 + 1))
        elif k % 3 == 1:
            scene.add(Square(at, k % 6 + 1))
        else:
            scene.add(Triangle(at, k % 8 + 2, k % 4 + 1))
    check = 0
    zero = Vec(0, 0)
    hits = 0
    for step in range(9500):
        scene.shift(Vec(step % 3 - 1, step % 5 - 2))
        check = (check * 3 + scene.total()) % 1000003
        near = scene.nearest(Vec(step % 7, 7 - step % 7))
        check += near.area()
        hits += near.origin == zero
    print("shapes", Shape.count, "moves", sum(s.moves for s in scene))
    print("check", check, "hits", hits)
    print("corner", scene[0].origin.x, scene[0].origin.y, scene[1].origin.x, scene[1].origin.y)


main()
