# __str__, __repr__, __format__, __bytes__, __bool__, __hash__, __sizeof__-free, printing of containers.


class Both:
    def __str__(self):
        return "str!"

    def __repr__(self):
        return "repr!"


class OnlyRepr:
    def __repr__(self):
        return "<only repr>"


class OnlyStr:
    def __str__(self):
        return "only str"


class Fmt:
    def __format__(self, spec):
        return f"<{spec or 'none'}>"


print(Both(), [Both()], str(Both()), repr(Both()), f"{Both()} {Both()!r} {Both()!s:>6}", "%s %r" % (Both(), Both()))
print(OnlyRepr(), str(OnlyRepr()), {1: OnlyRepr()}, (OnlyRepr(),), {OnlyRepr()})
print(OnlyStr(), repr(OnlyStr()).split(" at ")[0], f"{Fmt()} {Fmt():x>5}", format(Fmt(), "abc"), "{:>9}".format(Fmt()))
try:
    format(OnlyRepr(), ">5")
except TypeError as e:
    print("TypeError:", e)


class BadStr:
    def __str__(self):
        return 5

    def __repr__(self):
        return None

    def __format__(self, s):
        return 1

    def __bytes__(self):
        return "x"


for f in (str, repr, format, bytes, lambda x: f"{x}", lambda x: [x].__repr__(), lambda x: "%s" % x):
    try:
        print(f(BadStr()))
    except TypeError as e:
        print("TypeError:", e)


class B:
    def __bytes__(self):
        return b"raw"

    def __int__(self):
        return 42

    def __float__(self):
        return 4.25

    def __complex__(self):
        return 1

    def __len__(self):
        return 0


print(bytes(B()), int(B()), float(B()), bool(B()), not B())


class BadInt:
    def __int__(self):
        return "x"

    def __float__(self):
        return 1

    def __index__(self):
        return "i"


for f in (int, float, hex, range, lambda x: [1][x]):
    try:
        print(f(BadInt()))
    except TypeError as e:
        print("TypeError:", e)
print(repr(Both).split(".")[-1], str(int), repr(len), repr(type), str(ValueError), repr(None), str(...), NotImplemented)


class Node:
    def __init__(self, v, nxt=None):
        self.v, self.next = v, nxt

    def __repr__(self):
        return f"Node({self.v!r}, {self.next!r})"


print(Node(1, Node("two", Node(None))))


class Money:
    def __init__(self, cents):
        self.cents = cents

    def __format__(self, spec):
        if spec.endswith("e"):
            return format(self.cents / 100, spec[:-1] + "f") + " euro"
        return f"{self.cents / 100:{spec}}"


print(f"{Money(1999):.2e} {Money(5):>8.2f} {Money(123456):,.1f}")
