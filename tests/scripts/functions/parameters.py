# All kinds of parameters and how arguments reach them.


def show(a, b=2, /, c=3, *args, d, e=5, **kw):
    return a, b, c, args, d, e, kw


print(show(1, d=4))
print(show(1, 20, d=4))
print(show(1, 20, 30, 40, 50, d=4, e=6, f=7))
print(show(1, c=9, d=4, a="kw", b="kw"))
print(show(*[1, 2], *(3, 4), **{"d": 1}, **{"x": 2}))
print(show(*"ab", d=0, *"cd"))


def only_kw(*, x, y=1):
    return x, y


def only_pos(x, y=1, /):
    return x, y


def star(*args):
    return args


def kws(**kw):
    return kw


print(only_kw(x=1), only_kw(y=0, x=2))
print(only_pos(1), only_pos(1, 2))
print(star(), star(1), star(*range(3), *[], *{"k": 1}))
print(kws(), kws(a=1, **{"b c": 2}), list(kws(z=1, y=2, x=3)))


def defaults(x, acc=[]):
    acc.append(x)
    return acc


print(defaults(1), defaults(2), defaults(3, []), defaults(4))
n = 1


def captured(v=n):
    return v


n = 2
print(captured())


def annotated(a: int, b: "str" = "x", *args: tuple, c: float = 1.5, **kw: dict) -> list:
    "The doc."
    return [a, b, args, c, kw]


print(annotated.__annotations__)
print(annotated.__doc__, annotated.__name__, annotated.__defaults__, annotated.__kwdefaults__)
print(annotated(1, "b", 2, c=3, d=4))
args = [1, 2]
kw = {"sep": "-", "end": "!\n"}
print(*args, **kw)
print(*args, *"xyz", sep=",")
print((lambda a, *b, c=3, **d: (a, b, c, d))(1, 2, c=4, e=5))


def ordered(**kw):
    return ", ".join(f"{k}={v}" for k, v in kw.items())


print(ordered(b=1, a=2, **dict(d=3, c=4)))
