# Error texts of classes and instances.


class Thing:
    value = 1

    def method(self):
        return self.valeu

    def __len__(self):
        return 3


class Slot:
    __slots__ = ("aa",)


def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


t = Thing()
attempt(lambda: t.method())
attempt(lambda: t.valu)
attempt(lambda: Thing.metho)
attempt(lambda: t())
attempt(lambda: t + t)
attempt(lambda: t[0])
attempt(lambda: t < t)
attempt(lambda: -t)
attempt(lambda: iter(t))
attempt(lambda: next(t))
attempt(lambda: hash(t) and "hashable")
attempt(lambda: Thing(1))
attempt(lambda: Thing.method())
attempt(lambda: Thing.__init__())
attempt(lambda: object.__new__())
attempt(lambda: object.__new__(5))
attempt(lambda: object.__new__(Thing, 1))
attempt(lambda: Slot().bb)
attempt(lambda: Slot().aa)
attempt(lambda: int.foo)
attempt(lambda: int.__add__("a", 1))
attempt(lambda: str.upper(5))
attempt(lambda: str.upper())
attempt(lambda: list.append([1]))
attempt(lambda: list.append(1, 2))
attempt(lambda: dict.get(5, 1))
attempt(lambda: super(Thing, 5).x)
attempt(lambda: super(Thing, t).nope)
attempt(lambda: isinstance(t, "Thing"))
attempt(lambda: isinstance(t, (int, "x")))
attempt(lambda: issubclass(t, Thing))
attempt(lambda: type("X", (int, str), {}))
attempt(lambda: type("X", 5, {}))
attempt(lambda: type(1, (), {}))
attempt(lambda: setattr(t, 5, 1))
attempt(lambda: getattr(t, None))
attempt(lambda: delattr(t, "nope"))
attempt(lambda: delattr(Thing, "nope"))
attempt(lambda: setattr(int, "x", 1))
attempt(lambda: setattr(5, "x", 1))
attempt(lambda: (lambda: 0).x)
attempt(lambda: len(5))
attempt(lambda: None.foo)
attempt(lambda: None())
attempt(lambda: None[0])
attempt(lambda: (1).bit_lenght())
attempt(lambda: [].push(1))
attempt(lambda: {}.a)
attempt(lambda: print.x)
attempt(lambda: attempt.x)
attempt(lambda: __import__("math").nope)
attempt(lambda: vars(5))
attempt(lambda: vars(Slot()))
