class Shape:
    count = 0
    def __init__(self, name):
        self.name = name
        Shape.count += 1
    def area(self): raise NotImplementedError
    def describe(self): return f"{self.name}:{self.area():.2f}"
class Rect(Shape):
    def __init__(self, w, h):
        super().__init__("rect"); self.w = w; self.h = h
    def area(self): return self.w * self.h
class Circle(Shape):
    def __init__(self, r):
        super().__init__("circle"); self.r = r
    def area(self): return 3.14159 * self.r ** 2
    @property
    def diameter(self): return self.r * 2
class Square(Rect):
    def __init__(self, s): super().__init__(s, s); self.name = "square"
def total(shapes):
    t = 0.0
    for s in shapes:
        t += s.area()
        if isinstance(s, Circle): t += s.diameter
        elif isinstance(s, Square): t -= 1
    return t
shapes = []
for i in range(40000):
    shapes.append([Rect, Circle, Square][i % 3](*([i, 2] if i % 3 == 0 else [i % 50])))
print(round(total(shapes), 3), round(sum(total(shapes) for _ in range(8)), 2), len(",".join(s.describe() for s in shapes)), Shape.count)
