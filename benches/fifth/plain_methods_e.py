"""Many calls of methods: inheritance, properties, operators, static and class methods."""

ROUNDS = 64000


class Shape:
    made = 0

    def __init__(self, name):
        self.name = name
        Shape.made += 1

    def area(self):
        raise NotImplementedError

    def scaled(self, factor):
        raise NotImplementedError

    def describe(self):
        return f"{self.name}:{self.area()}"

    @classmethod
    def unit(cls):
        return cls(1, 1)

    @staticmethod
    def clamp(value, low, high):
        return max(low, min(high, value))


class Rect(Shape):
    def __init__(self, w, h):
        super().__init__("rect")
        self.w = w
        self.h = h

    def area(self):
        return self.w * self.h

    def scaled(self, factor):
        return Rect(self.clamp(self.w * factor, 1, 50), self.clamp(self.h * factor, 1, 50))

    @property
    def perimeter(self):
        return 2 * (self.w + self.h)


class Square(Rect):
    def __init__(self, w, h=None):
        super().__init__(w, w)
        self.name = "square"

    @property
    def side(self):
        return self.w

    @side.setter
    def side(self, value):
        self.w = self.h = value


class Vec:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, other):
        return Vec(self.x + other.x, self.y + other.y)

    def __sub__(self, other):
        return Vec(self.x - other.x, self.y - other.y)

    def __mul__(self, k):
        return Vec(self.x * k, self.y * k)

    def __eq__(self, other):
        return self.x == other.x and self.y == other.y

    def __hash__(self):
        return hash((self.x, self.y))

    def dot(self, other):
        return self.x * other.x + self.y * other.y

    def __repr__(self):
        return f"Vec({self.x}, {self.y})"


class Counter:
    def __init__(self):
        self.n = 0

    def add(self, k=1):
        self.n += k
        return self

    def __call__(self, k):
        return self.add(k).n

    def __getitem__(self, i):
        return self.n * i

    def __len__(self):
        return self.n % 1000


class Missing:
    def __getattr__(self, name):
        if name.startswith("get_"):
            return lambda: len(name)
        raise AttributeError(name)


def main():
    areas = 0
    perimeters = 0
    position = Vec(0, 0)
    speed = Vec(3, -2)
    counter = Counter()
    missing = Missing()
    lengths = 0
    for r in range(ROUNDS):
        shapes = [Rect(r % 7 + 1, r % 5 + 2), Square(r % 9 + 1), Square.unit()]
        for shape in shapes:
            areas += shape.scaled(3).area()
            perimeters += shape.perimeter
        shapes[1].side = shapes[1].side + 1
        areas += shapes[1].area()
        position = position + speed * 2 - Vec(r % 3, 1)
        if position.dot(speed) > 500:
            position = Vec(1, 1)
        counter.add().add(2)
        lengths += counter(3) % 7 + counter[2] % 5 + len(counter)
        lengths += missing.get_size()
        if position == Vec(1, 1):
            lengths += 1
    print(areas, perimeters, Shape.made)
    print(position, counter.n, lengths)
    print(*[s.describe() for s in shapes])


main()
