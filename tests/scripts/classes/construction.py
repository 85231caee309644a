# __new__, __init__, __init_subclass__, __call__, class keywords, type().


class Singleton:
    _one = None

    def __new__(cls, *a):
        if cls._one is None:
            print("new", a)
            cls._one = super().__new__(cls)
        return cls._one

    def __init__(self, *a):
        print("init", a)


print(Singleton(1) is Singleton(2))


class Other:
    def __new__(cls):
        return "not an Other"

    def __init__(self):
        print("never")


print(Other())


class Plugin:
    registry = {}

    def __init_subclass__(cls, /, key=None, **kw):
        super().__init_subclass__(**kw)
        print("subclass", cls.__name__, key)
        cls.registry[key or cls.__name__.lower()] = cls


class A(Plugin):
    pass


class B(Plugin, key="bee"):
    pass


class C(B):
    pass


print({k: v.__name__ for k, v in Plugin.registry.items()})
try:
    class Bad(Plugin, unknown=1):
        pass
except TypeError as e:
    print("TypeError:", e)
try:
    class Bad2(x=1):
        pass
except TypeError as e:
    print("TypeError:", e)


class Adder:
    def __init__(self, n):
        self.n = n

    def __call__(self, x, *, twice=False):
        return (x + self.n) * (2 if twice else 1)


add = Adder(5)
print(add(1), add(1, twice=True), callable(add), list(map(add, [1, 2])))
try:
    object()()
except TypeError as e:
    print("TypeError:", e)


class BadInit:
    def __init__(self):
        return 5


try:
    BadInit()
except TypeError as e:
    print("TypeError:", e)
X = type("X", (A,), {"v": 1, "m": lambda self: self.v + 1})
print(X().m(), X.__name__, X.__mro__[1].__name__, type(X) is type, "x" in Plugin.registry)
print(type(5), type("s"), type(None), type(type), type(int), type([]) is list, type(X()).__name__)


class Multi:
    def __init__(self, *args, **kw):
        self.args, self.kw = args, kw

    @classmethod
    def from_dict(cls, d):
        return cls(**d)

    @classmethod
    def from_list(cls, l):
        return cls(*l)


print(Multi.from_dict({"a": 1}).kw, Multi.from_list([1, 2]).args)


class Point:
    x: int
    y: int = 0
    z: "list[str]" = None
    label = "p"


print(Point.__annotations__, Point.y)


class Meth:
    def __init__(self):
        self.cb = self.m

    def m(self):
        return "bound"


print(Meth().cb(), Meth.m.__name__)


class Copyable:
    def __init__(self, v):
        self.v = v

    def clone(self, **changes):
        new = object.__new__(type(self))
        new.__dict__.update(self.__dict__, **changes)
        return new


k = Copyable(1)
print(k.clone(v=2, w=3).__dict__, k.v, isinstance(k.clone(), Copyable))


def deco(cls):
    cls.tag = cls.__name__ + "!"
    return cls


@deco
class Tagged(Copyable):
    pass


print(Tagged.tag, Tagged(1).clone().tag)
