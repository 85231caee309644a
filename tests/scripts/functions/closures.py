# Cells: sharing, late binding, nonlocal, loops.


def counter():
    n = 0

    def inc(by=1):
        nonlocal n
        n += by
        return n

    def get():
        return n

    return inc, get


inc, get = counter()
inc2, get2 = counter()
print(inc(), inc(), inc(5), get(), inc2(), get2())
fs = [lambda: i for i in range(4)]
print([f() for f in fs])
fs = [lambda i=i: i for i in range(4)]
print([f() for f in fs])


def make(n):
    def f():
        return n
    n += 1
    return f


print(make(1)(), make(10)())


def outer():
    x = "outer"

    def middle():
        nonlocal x
        x = "middle"

        def inner():
            nonlocal x
            x = "inner"
            return x
        print(x, inner(), x)
    middle()
    return x


print(outer())


def early():
    def f():
        return later
    try:
        f()
    except NameError as e:
        print(type(e).__name__, e)
    later = 3
    return f()


print(early())


def compose(*fs):
    def run(x):
        for f in reversed(fs):
            x = f(x)
        return x
    return run


print(compose(lambda x: x + 1, lambda x: x * 2, str.__len__)("abcd"))


def loop_cells():
    out = []
    for i in range(3):
        def f():
            return i * 10
        out.append(f)
    i = 7
    return [f() for f in out]


print(loop_cells())


class Holder:
    value = "class"

    def get(self):
        try:
            return value
        except NameError as e:
            return str(e)


print(Holder().get())
value = "global"
print(Holder().get())


def deleted():
    x = 1

    def f():
        return x
    del x
    try:
        f()
    except NameError as e:
        return type(e).__name__ + ": " + str(e)


print(deleted())


def accumulate():
    total = 0
    while True:
        def add(v, t=total):
            nonlocal total
            total = t + v
            return total
        yield add


g = accumulate()
print(next(g)(5), next(g)(6), next(g)(7))
print(counter()[0].__closure__ is not None, len(counter()[0].__closure__), make.__closure__)
print(inc.__name__, inc.__qualname__, compose(abs).__qualname__)
