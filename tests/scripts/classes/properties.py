# property: getter, setter, deleter, inheritance, errors.


class Temp:
    def __init__(self, c):
        self.c = c

    @property
    def c(self):
        "degrees"
        return self._c

    @c.setter
    def c(self, v):
        if v < -273.15:
            raise ValueError(f"too cold: {v}")
        self._c = v

    @c.deleter
    def c(self):
        print("deleting")
        del self._c

    @property
    def f(self):
        return self.c * 9 / 5 + 32

    def _get(self):
        return "got"

    def _set(self, v):
        print("set", v)

    old = property(_get, _set, doc="old style")
    read = property(lambda self: 42)


t = Temp(100)
print(t.c, t.f, t.old, t.read, Temp.c.__doc__, Temp.old.__doc__)
t.c = 0
print(t.f)
t.old = 9
del t.c
for f in ("t.f = 1", "t.read = 2", "del t.f", "t.c", "cold"):
    try:
        if f == "t.f = 1":
            t.f = 1
        elif f == "t.read = 2":
            t.read = 2
        elif f == "del t.f":
            del t.f
        elif f == "cold":
            t.c = -300
        else:
            t.c
    except (AttributeError, ValueError) as e:
        print(type(e).__name__ + ":", e)


class Sub(Temp):
    @Temp.c.setter
    def c(self, v):
        print("sub set", v)
        Temp.c.fset(self, v)

    @property
    def f(self):
        return round(super().f, 1)


s = Sub(36.6)
print(s.c, s.f)
t.__dict__["f"] = "shadow"
t.c = 1
print(t.f, t.__dict__["f"])


class W:
    x = property()

    @property
    def broken(self):
        return self.nothing

    w = property(fset=lambda self, v: None)


for name in ("x", "broken", "w"):
    try:
        getattr(W(), name)
    except AttributeError as e:
        print("AttributeError:", e)
print(hasattr(W(), "x"), isinstance(Temp.c, property), type(Temp.__dict__["f"]).__name__)


class Lazy:
    @property
    def value(self):
        if not hasattr(self, "_v"):
            print("computing")
            self._v = sum(range(10))
        return self._v


l = Lazy()
print(l.value, l.value)


class Meta:
    @classmethod
    def cm(cls):
        return cls.__name__

    @staticmethod
    def sm():
        return "static"

    @property
    def both(self):
        return self.cm() + self.sm()


print(Meta().both, Temp.c.fget(s), callable(Temp.c.fset))
