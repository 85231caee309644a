class Vector:
    def __init__(self, x):
        self.x = x

    def __add__(self, other):
        return Vector(self.x + other.x)

    @property
    def length(self):
        return (self + None).x


Vector(1).length
