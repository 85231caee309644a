# One class with many protocols at once, and classes that borrow behaviour.
class Temperature:
    scale = {"C": (1, 0), "F": (9 / 5, 32), "K": (1, 273.15)}

    def __init__(self, v, unit="C"):
        k, o = self.scale[unit]
        self.c = (v - o) / k

    def __getattr__(self, name):
        if name in self.scale:
            k, o = self.scale[name]
            return round(self.c * k + o, 2)
        raise AttributeError(name)

    def __getitem__(self, unit):
        return getattr(self, unit)

    def __iter__(self):
        yield from ((u, self[u]) for u in self.scale)

    def __len__(self):
        return len(self.scale)

    def __contains__(self, u):
        return u in self.scale

    def __eq__(self, o):
        return isinstance(o, Temperature) and round(self.c, 6) == round(o.c, 6)

    def __lt__(self, o):
        return self.c < o.c

    def __hash__(self):
        return hash(round(self.c, 6))

    def __add__(self, d):
        return Temperature(self.c + d)

    def __format__(self, spec):
        unit = spec[-1] if spec and spec[-1] in self.scale else "C"
        return format(self[unit], spec.rstrip("CFK") or ".1f") + "°" + unit

    def __bool__(self):
        return self.c != 0

    def __call__(self, unit):
        return self[unit]

    def __int__(self):
        return int(self.c)

    def __float__(self):
        return float(self.c)

    def __repr__(self):
        return f"Temperature({self.c:g})"


t = Temperature(100)
print(t.F, t["K"], dict(t), len(t), "F" in t, "X" in t, t == Temperature(212, "F"), t < Temperature(500, "K"), {t: 1}[Temperature(212, "F")])
print(f"{t} {t:.0fF} {t:8.2fK}", t + 5, bool(Temperature(0)), t("F"), int(t), float(t), sorted([t, Temperature(5), Temperature(0, "K")]), max(t, t + 1))
for f in (lambda: t.X, lambda: t["X"], lambda: Temperature(1, "Z"), lambda: t + "a", lambda: t - 1):
    try:
        print(f())
    except (AttributeError, KeyError, TypeError) as e:
        print(type(e).__name__, e)


class Chainable:
    def __init__(self, v):
        self._v = v

    def __getattr__(self, name):
        def method(*a, **k):
            r = getattr(self._v, name)(*a, **k)
            return Chainable(r) if isinstance(r, str) else r
        return method

    def __str__(self):
        return self._v


print(Chainable(" Hello ").strip().replace("l", "L").center(11, "*"), Chainable("a b").split())


class Borrow:
    upper = str.upper
    items = {"a": 1}.items
    shout = lambda self, x: f"{x}!"
    add = staticmethod(lambda a, b: a + b)
    name = classmethod(lambda cls: cls.__name__)


try:
    Borrow().upper()
except TypeError as e:
    print(e)
print(list(Borrow().items()), Borrow().shout("hey"), Borrow.add(1, 2), Borrow().name())


class Vector(tuple):
    __slots__ = ()

    def __new__(cls, *xs):
        return super().__new__(cls, xs)

    def __add__(self, o):
        return Vector(*(a + b for a, b in zip(self, o)))

    def __mul__(self, k):
        return Vector(*(a * k for a in self))

    def __abs__(self):
        return sum(a * a for a in self) ** 0.5


v = Vector(3, 4)
print(v + (1, 1), v * 2, abs(v), v == (3, 4), hash(v) == hash((3, 4)), v[0], len(v), isinstance(v + v, Vector), sum(v), max(v), list(v), v)
