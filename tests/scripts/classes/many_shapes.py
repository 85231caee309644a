# stress: 97
# Sites that see objects of many classes: methods, attributes, class attributes, setters, tests of class, calls of objects.


class Base:
    kind = "base"
    seen = 0

    def __init__(self, n):
        self.n = n

    def area(self):
        return self.n

    def both(self, a, b=1):
        return (self.n, a, b)

    @classmethod
    def build(cls, n):
        return cls(n)

    @staticmethod
    def twice(n):
        return 2 * n

    @property
    def half(self):
        return self.n // 2

    @half.setter
    def half(self, value):
        if value < 0:
            raise ValueError("half")
        self.n = 2 * value

    def count(self):
        type(self).seen += 1
        Base.seen += 10
        return self.seen


classes = [Base]
for k in range(1, 9):
    body = {"kind": f"kind {k}"} if k % 2 else {}
    if k % 3 == 0:
        body["area"] = lambda self: -self.n
    if k == 5:
        body["half"] = 55
    classes.append(type(f"C{k}", (classes[k // 2],), body))
objects = [cls(i) for i, cls in enumerate(classes)]


def attempt(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return f"{type(e).__name__}: {e}"


def use():
    out = []
    for o in objects:
        o.extra = o.area()
        out.append((o.n, o.kind, o.area(), o.both(1), o.both(1, 2), o.twice(3), o.half, o.extra))
        out.append((o.build(4).n, type(o).build(5).area(), type(o).kind, isinstance(o, C2), isinstance(o, (C3, C4))))
        out.append(attempt(o.both))
    return out


C2, C3, C4 = classes[2:5]
for _ in range(12):
    last = use()
for line in last:
    print(line)

# setters, and a class that has no setter for its own attribute
for turn in range(12):
    for o in objects:
        o.half = turn + 1
print([o.n for o in objects], objects[5].half, vars(objects[5]))
for o in objects:
    if attempt(setattr, o, "half", -1) is not None:
        print(type(o).__name__, o.n)
for turn in range(12):
    counts = [o.count() for o in objects]
print(counts, [cls.seen for cls in classes])
Base.seen = "text"
print([cls.__dict__.get("seen") for cls in classes])

# changes of classes reach every site
C4.area = lambda self: "changed"
C3.kind = property(lambda self: "property")
print([(o.area(), o.kind) for o in objects])
for o in objects:
    o.kind_of = None
last = use() if attempt(use) else None
print([line[1:3] for line in last[::3]])
Base.half = 1
for turn in range(6):
    for o in objects:
        o.half = turn
print([o.half for o in objects], [o.n for o in objects])
objects[3].area = lambda: "own"
print([o.area() for o in objects])
del Base.both
print(attempt(use))


# a class variable that instances read, hide, and lose again
class Shared:
    total = 0

    def add(self, n):
        Shared.total += n
        return self.total


class Sub(Shared):
    pass


shared = [Shared(), Sub(), Shared(), Sub()]
for i in range(30):
    sums = [s.add(i) for s in shared]
shared[1].total = -1
print(sums, [s.add(1) for s in shared])
Sub.total = 1000
print([s.add(1) for s in shared])
Shared.total = [1]
print([s.total for s in shared])


# isinstance: hooks, and what changes
class Hooked(type):
    def __instancecheck__(cls, o):
        return o == 3


class Three(metaclass=Hooked):
    pass


class Late:
    pass


def tests(o):
    return (isinstance(o, Base), isinstance(o, Three), isinstance(o, Late), isinstance(o, int), isinstance(o, (str, Late)))


for _ in range(20):
    answers = [tests(o) for o in (objects[0], objects[7], Late(), 3, 3.0, "x", True, None, Base)]
print(answers)
thing = Sub()
print([isinstance(thing, Late) for _ in range(5)])
print(attempt(lambda: isinstance(1, 2)))


# objects that are called
class Adder:
    def __init__(self, k):
        self.k = k

    def __call__(self, n, m=0):
        return self.k + n + m


class Quiet:
    def __call__(self):
        return "quiet"


add = Adder(10)
bound = add.__call__
for i in range(40):
    called = add(i), add(i, 1), bound(i), attempt(add), attempt(add, 1, 2, 3), Quiet()()
print(called)
Adder.__call__ = lambda self, n: ("replaced", n)
print([add(i) for i in range(3)], bound(1))
del Adder.__call__
print(attempt(lambda: add(1)))


# `__getattr__`, `__setattr__` and `__getattribute__` come later
class Open:
    def __init__(self, n):
        self.n = n


def touch(o):
    o.m = o.n + 1
    return o.m, attempt(lambda: o.missing)


o = Open(1)
for _ in range(30):
    touched = touch(o)
print(touched)
Open.__getattr__ = lambda self, name: name.upper()
print(touch(o))
Open.__setattr__ = lambda self, name, value: object.__setattr__(self, name, value * 100)
print(touch(o), touch(Open(3)))
Open.__getattribute__ = lambda self, name: 5
print(touch(o))
