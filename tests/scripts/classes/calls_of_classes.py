# stress: 97
# Calls of classes where they are made again and again, while the classes change between the calls.


class Point:
    def __init__(self, x, y=2, *, scale=1):
        self.x = x * scale
        self.y = y * scale


class Plain:
    pass


class Sized:
    def __init__(self, a, b=10, c=None):
        self.a = a
        self.b = b
        self.c = c


def many(make, n=40):
    out = None
    for i in range(n):
        out = make(i)
    return out


def attempt(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return f"{type(e).__name__}: {e}"


def show(o):
    return type(o).__name__, vars(o)


print(show(many(lambda i: Point(i))), show(many(lambda i: Point(i, 3))), show(many(lambda i: Point(i, scale=3))))
print(show(many(lambda i: Sized(i))), show(many(lambda i: Sized(i, 1))), show(many(lambda i: Sized(i, 1, 2))))
print(type(many(lambda i: Plain())).__name__)


# wrong arguments
def wrong(i):
    return [
        attempt(lambda: Point()),
        attempt(lambda: Point(1, 2, 3)),
        attempt(lambda: Sized()),
        attempt(lambda: Sized(1, 2, 3, 4)),
        attempt(lambda: Sized(1, a=2)),
        attempt(lambda: Sized(1, d=2)),
        attempt(lambda: Plain(1)),
    ]


for line in many(wrong):
    print(line)


# `__init__` replaced, removed, `__new__` added
def make(i):
    return Sized(i, 5)


print(show(many(make)))
old = Sized.__init__


def other(self, a, b):
    old(self, b, a)
    self.extra = a + b


Sized.__init__ = other
print(show(many(make)))
del Sized.__init__
print(attempt(many, make))
Sized.__init__ = old
print(show(many(make)))


def new(cls, *args):
    o = object.__new__(cls)
    o.made = len(args)
    return o


Sized.__new__ = new
print(show(many(make)))
Sized.__new__ = lambda cls, *args: args
print(many(make))

# defaults replaced
class D:
    def __init__(self, a, b=1):
        self.a, self.b = a, b


print(show(many(lambda i: D(i))))
D.__init__.__defaults__ = (7,)
print(show(many(lambda i: D(i))))
D.__init__.__defaults__ = None
print(attempt(many, lambda i: D(i)))
D.__init__.__defaults__ = (1, 2, 3, 4)
print(type(attempt(many, lambda i: D())).__name__)
D.__init__.__defaults__ = (8, 9)
print(show(many(lambda i: D())))


# what `__init__` returns, raises, and how deep it may go
class Returns:
    def __init__(self, what):
        self.seen = what
        if what > 30:
            return what


print(attempt(many, Returns))


class Raises:
    made = 0

    def __init__(self, n):
        Raises.made += 1
        if n == 35:
            raise ValueError(n)


print(attempt(many, Raises), Raises.made)


class Deep:
    def __init__(self, n):
        self.below = Deep(n + 1)


for _ in range(3):
    print(attempt(Deep, 0))


class Chain:
    def __init__(self, n):
        self.n = n
        self.next = Chain(n - 1) if n else None


def length(c):
    n = 0
    while c:
        n, c = n + 1, c.next
    return n


print(length(Chain(300)))


# the instance grows after a while
class Grows:
    def __init__(self, n):
        self.n = n


grown = []
for i in range(60):
    g = Grows(i)
    if i > 20:
        g.a = i
        g.b = -i
        g.c = [i]
    if i > 40:
        setattr(g, f"k{i % 3}", i)
    grown.append(g)
print(vars(grown[0]), vars(grown[30]), vars(grown[59]))
print(sum(g.a + len(g.c) for g in grown[21:]))


# classes made by a function share the code of their methods
def family(base, k):
    class Member(base):
        def __init__(self, n):
            super().__init__(n * k)

        def value(self):
            return super().value() + k

    return Member


class Root:
    def __init__(self, n):
        self.n = n

    def value(self):
        return self.n


A, B = family(Root, 2), family(Root, 3)
C = family(A, 5)
for i in range(30):
    last = [cls(i).value() for cls in (A, B, C, Root)]
print(last)
Root.value = lambda self: -self.n
print([cls(7).value() for cls in (A, B, C, Root)])


class Mixin:
    def value(self):
        return ("mixin", super().value())


class Mixed(C, Mixin):
    pass


class MixedToo(Mixin, B):
    pass


for i in range(30):
    last = [cls(i).value() for cls in (A, MixedToo, B)]
print(last, [c.__name__ for c in Mixed.__mro__])


# metaclass, slots, a class that is called by way of another name
class Meta(type):
    calls = 0

    def __call__(cls, *args):
        Meta.calls += 1
        return super().__call__(*args)


class WithMeta(metaclass=Meta):
    def __init__(self, n):
        self.n = n


print(show(many(lambda i: WithMeta(i))), Meta.calls)


class Slots:
    __slots__ = ("a", "b")

    def __init__(self, a, b=2):
        self.a = a
        self.b = b


s = many(Slots)
print(s.a, s.b, attempt(setattr, s, "c", 1))
kinds = [Point, Slots, D, Plain, dict, list]
for i in range(60):
    cls = kinds[i % len(kinds)]
    last = cls(*[(1, i)][: 0 if cls in (Plain, dict, list) else 1])
    if i > 53:
        print(type(last).__name__)


class Holder:
    inner = Point

    def make(self, n):
        return self.inner(n, n)

    @classmethod
    def build(cls, n):
        return cls.inner(n)


print(show(many(Holder().make)), show(many(Holder.build)))


def in_generator():
    for i in range(40):
        yield Sized2(i), Point(i, 1)


class Sized2:
    def __init__(self, a, b=4):
        self.a, self.b = a, b


for pair in in_generator():
    pass
print(show(pair[0]), show(pair[1]))
