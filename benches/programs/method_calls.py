# Method calls: plain, inherited, super, class and static, bound methods kept.
class Shape:
    def __init__(self, n):
        self.n = n

    def area(self):
        return 0

    def scale(self, k):
        self.n *= k
        return self

    @staticmethod
    def twice(x):
        return x + x

    @classmethod
    def unit(cls):
        return cls(1)


class Square(Shape):
    def area(self):
        return self.n * self.n


class Cube(Square):
    def area(self):
        return super().area() * 6


def run(n):
    total = 0
    shapes = [Square(2), Cube(3), Shape(4), Square(5)]
    for i in range(n):
        s = shapes[i & 3]
        total += s.area()
        total += s.scale(1).n
        total += Shape.twice(i)
    f = shapes[0].area
    for _ in range(n):
        total += f()
    for _ in range(n // 8):
        total += Square.unit().n
    return total


print(run(700_000))
