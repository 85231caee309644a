# Texts of wrong calls.


def none():
    pass


def one(a):
    pass


def two(a, b):
    pass


def three(a, b, c):
    pass


def opt(a, b=1):
    pass


def opt2(a=1, b=2):
    pass


def pos(a, b, /):
    pass


def posopt(a, b=1, /, c=2):
    pass


def kwo(*, x, y):
    pass


def kwo3(*, x, y, z):
    pass


def mix(a, *, k):
    pass


def mixopt(a, b=1, *, k=1):
    pass


def var(a, *rest, k):
    pass


class C:
    def __init__(self, a):
        pass

    def m(self, x):
        pass

    @classmethod
    def cm(cls, x):
        pass

    @staticmethod
    def sm(x):
        pass


class Empty:
    pass


def attempt(f, *args, **kw):
    try:
        f(*args, **kw)
        print("ok")
    except TypeError as e:
        print(e)


attempt(none, 1)
attempt(none, 1, 2)
attempt(none, a=1)
attempt(one)
attempt(one, 1, 2)
attempt(one, 1, 2, 3)
attempt(one, b=1)
attempt(one, 1, a=1)
attempt(two)
attempt(two, 1)
attempt(two, b=1)
attempt(two, 1, 2, 3)
attempt(three)
attempt(three, b=1)
attempt(opt)
attempt(opt, 1, 2, 3)
attempt(opt, 1, 2, b=3)
attempt(opt2, 1, 2, 3)
attempt(pos, a=1, b=2)
attempt(pos, 1, b=2)
attempt(pos)
attempt(posopt, 1, b=2)
attempt(posopt, 1, 2, 3, 4)
attempt(kwo)
attempt(kwo, x=1)
attempt(kwo3, z=1)
attempt(kwo3)
attempt(kwo, 1, x=1, y=2)
attempt(kwo, x=1, y=2, zz=3)
attempt(mix, 1, 2, k=3)
attempt(mix, 1)
attempt(mix, 1, 2, 3, k=1)
attempt(mixopt, 1, 2, 3, k=1)
attempt(mixopt, 1, 2, 3)
attempt(var)
attempt(var, 1, 2, 3)
attempt(C)
attempt(C, 1, 2)
attempt(C(1).m)
attempt(C(1).m, 1, 2)
attempt(C.m, 1)
attempt(C.cm)
attempt(C.cm, 1, 2)
attempt(C.sm)
attempt(C.sm, 1, 2)
attempt(Empty, 1)
attempt(Empty, x=1)
attempt(lambda x: x)
attempt(lambda: 0, 1)
for bad in (5, "s", None, [1], 1.5, {}, ()):
    try:
        bad()
    except TypeError as e:
        print(e)
try:
    one(*5)
except TypeError as e:
    print(e)
try:
    one(**5)
except TypeError as e:
    print(e)
try:
    one(**{1: 2})
except TypeError as e:
    print(e)
try:
    two(a=1, **{"a": 2})
except TypeError as e:
    print(e)
try:
    (lambda **k: k)(**{"x": 1}, **{"x": 2})
except TypeError as e:
    print(e)
attempt(one, aa=1)
attempt(opt, bb=1)
