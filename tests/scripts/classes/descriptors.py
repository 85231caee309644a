# Descriptors: __get__, __set__, __delete__, __set_name__, priority.


class Typed:
    def __init__(self, kind):
        self.kind = kind

    def __set_name__(self, owner, name):
        print("set_name", owner.__name__, name)
        self.name = name

    def __get__(self, obj, owner):
        if obj is None:
            return f"<{self.name} of {owner.__name__}>"
        return obj.__dict__.get(self.name, "unset")

    def __set__(self, obj, v):
        if not isinstance(v, self.kind):
            raise TypeError(f"{self.name} must be {self.kind.__name__}, not {type(v).__name__}")
        obj.__dict__[self.name] = v

    def __delete__(self, obj):
        print("delete", self.name)
        obj.__dict__.pop(self.name, None)


class Person:
    name = Typed(str)
    age = Typed(int)

    def __init__(self, name, age):
        self.name, self.age = name, age


p = Person("ann", 30)
print(p.name, p.age, Person.name, vars(p))
try:
    p.age = "old"
except TypeError as e:
    print("TypeError:", e)
del p.age
print(p.age)


class NonData:
    def __get__(self, obj, owner=None):
        return "from descriptor"


class Data:
    def __get__(self, obj, owner=None):
        return "data get"

    def __set__(self, obj, v):
        print("data set", v)


class C:
    nd = NonData()
    d = Data()


c = C()
print(c.nd, c.d)
c.nd = "instance"
c.d = "ignored"
c.__dict__["d"] = "hidden"
print(c.nd, c.d, C.nd)


class ReadOnly:
    def __get__(self, obj, owner):
        return 1

    def __set__(self, obj, v):
        raise AttributeError("read only")


class R:
    x = ReadOnly()


try:
    R().x = 5
except AttributeError as e:
    print("AttributeError:", e)
try:
    del R().x
except AttributeError as e:
    print("AttributeError:", e)


class cached:
    def __init__(self, f):
        self.f = f

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, obj, owner):
        if obj is None:
            return self
        v = obj.__dict__[self.name] = self.f(obj)
        return v


class Circle:
    def __init__(self, r):
        self.r = r

    @cached
    def area(self):
        print("computing")
        return 3 * self.r ** 2


k = Circle(2)
print(k.area, k.area, type(Circle.area).__name__)


class Method:
    def __init__(self, f):
        self.f = f

    def __get__(self, obj, owner):
        return lambda *a: self.f("bound to " + (type(obj).__name__ if obj else "nothing"), *a)


class M:
    m = Method(lambda who, x: (who, x))


print(M().m(1), M.m(2))


def fn(self):
    return self


print(fn.__get__(5)(), fn.__get__("s", str)(), M.__dict__["m"].f("direct", 0))


class SetNameFails:
    def __set_name__(self, owner, name):
        raise ValueError("bad name")


try:
    class Broken:
        attr = SetNameFails()
except ValueError as e:
    print("ValueError:", e, e.__notes__[0].split("'")[1::2])
except RuntimeError as e:
    print("RuntimeError:", e)
