# with: order, suppression, several items, errors.


class CM:
    def __init__(self, name, suppress=None):
        self.name, self.suppress = name, suppress

    def __enter__(self):
        print("enter", self.name)
        return self

    def __exit__(self, et, e, tb):
        print("exit", self.name, et and et.__name__, e)
        return self.suppress is not None and et is not None and issubclass(et, self.suppress)


with CM("a") as a, CM("b") as b:
    print(a.name, b.name)
with (CM("c") as c, CM("d"),):
    print("parenthesised", c.name)
with CM("s", ValueError):
    raise ValueError("gone")
try:
    with CM("o", ValueError), CM("i", KeyError):
        raise TypeError("through")
except TypeError as e:
    print("caught", e)
with CM("outer", KeyError):
    with CM("inner"):
        {}["missing"]


def f():
    with CM("ret"):
        return "returned"


print(f())
for i in range(3):
    with CM(f"loop {i}"):
        if i == 0:
            continue
        break


class ExitRaises:
    def __enter__(self):
        return 1

    def __exit__(self, *a):
        raise RuntimeError("exit failed")


try:
    with ExitRaises():
        raise ValueError("body")
except RuntimeError as e:
    print(e, repr(e.__context__))


class EnterRaises:
    def __enter__(self):
        raise OSError("enter failed")

    def __exit__(self, *a):
        print("never")


try:
    with CM("before"), EnterRaises():
        print("never")
except OSError as e:
    print(e)
for bad in (5, "x", None, object()):
    try:
        with bad:
            pass
    except TypeError as e:
        print("TypeError:", e)


class NoExit:
    def __enter__(self):
        pass


try:
    with NoExit():
        pass
except TypeError as e:
    print("TypeError:", e)
d = {}
with CM("dict target") as d["k"]:
    print(d["k"].name)


class Pair:
    def __enter__(self):
        return 1, (2, 3)

    def __exit__(self, *a):
        pass


with Pair() as (p, (q, r)):
    print(p, q, r)


def gen():
    with CM("gen"):
        yield 1
        yield 2


for v in gen():
    print(v)
g = gen()
next(g)
g.close()
