class Meta(type):
    def __new__(cls, name, bases, ns):
        raise TypeError("no class")

class C(metaclass=Meta):
    x = 1
