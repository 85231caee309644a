"""Dynamic dispatch: inheritance, super(), properties, class and static methods,
bound methods kept in variables, __call__ and comparison hooks."""


class Shape:
    registry = {}
    made = 0

    def __init_subclass__(cls, **kw):
        super().__init_subclass__(**kw)
        Shape.registry[cls.__name__] = cls

    def __init__(self, scale=1):
        type(self).made += 1
        self._scale = scale

    @property
    def scale(self):
        return self._scale

    @scale.setter
    def scale(self, v):
        self._scale = max(1, v)

    def area(self):
        raise NotImplementedError

    def describe(self):
        return self.area() * self.scale

    @classmethod
    def unit(cls):
        return cls(1)

    @staticmethod
    def clamp(v, lo, hi):
        return lo if v < lo else hi if v > hi else v


class Rect(Shape):
    def __init__(self, w, h=2):
        super().__init__(w)
        self.w, self.h = w, h

    def area(self):
        return self.w * self.h


class Square(Rect):
    def __init__(self, w):
        super().__init__(w, w)

    def describe(self):
        return super().describe() + 1


class Disc(Shape):
    def area(self):
        return 3 * self._scale * self._scale


class Noisy:
    def describe(self):
        return super().describe() ^ 1


class NoisyDisc(Noisy, Disc):
    pass


class Adder:
    def __init__(self, n):
        self.n = n

    def __call__(self, x):
        return x + self.n

    def __eq__(self, other):
        return isinstance(other, Adder) and self.n == other.n

    def __lt__(self, other):
        return self.n < other.n

    def __len__(self):
        return self.n

    def __getitem__(self, i):
        return self.n * i


def main():
    shapes = [Rect(3), Square(4), Disc(2), NoisyDisc(5), Rect(2, 9)]
    total = 0
    for i in range(300000):
        s = shapes[i % 5]
        s.scale = s.scale + 1 if s.scale < 50 else 0
        total += s.describe()
    print("describe", total)
    total = 0
    for i in range(120000):
        for cls in (Rect, Square, Disc):
            total += cls.unit().area() + Shape.clamp(i, 10, 1000)
    print("unit", total, {c.__name__: c.made for c in (Shape, Rect, Square, Disc)})
    adders = [Adder(k) for k in range(50)]
    calls = [a.__call__ for a in adders]
    v = 0
    for r in range(9000):
        for add, a in zip(calls, adders):
            v = add(v) if a < adders[25] else a(v) - len(a)
        v += adders[r % 50][r] + (adders[3] == adders[r % 7])
    print("adders", v, sorted(Shape.registry))


main()
