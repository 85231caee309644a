# stress: 97
# Functions with parameters by keyword only, called again and again with the same names while their defaults change.


def attempt(f, *args):
    try:
        return f(*args)
    except TypeError as e:
        return str(e)


def f(a, b=2, *, c, d=4):
    return a, b, c, d


def g(*, x=1, y):
    return x, y


def calls(i):
    return [
        f(i, c=3),
        f(i, 7, d=5, c=3),
        f(c=1, a=i),
        g(y=i),
        g(y=i, x=2),
        attempt(lambda: f(i, d=1)),
        attempt(lambda: f(i, 1, 2, c=1)),
        attempt(lambda: f(i, c=1, a=2)),
        attempt(lambda: f(i, c=1, e=2)),
        attempt(lambda: g()),
        attempt(lambda: g(1, y=1)),
    ]


for i in range(40):
    last = calls(i)
for line in last:
    print(line)
f.__kwdefaults__ = {"c": 30, "d": 40}
f.__defaults__ = (20,)
print(calls(1)[:3], calls(1)[5])
f.__kwdefaults__["d"] = 41
print(calls(2)[:3])
del f.__kwdefaults__["d"]
print(attempt(lambda: f(1, c=3)), f(1, 7, d=5, c=3), attempt(lambda: f(c=1, a=2)))
f.__kwdefaults__ = None
print(attempt(lambda: f(1, c=3)), f(1, 7, d=5, c=3), attempt(lambda: g(y=1)))


class Made:
    def __init__(self, a, *, b=1, c):
        self.all = a, b, c


class Derived(Made):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)


for i in range(40):
    made = [Made(i, c=3).all, Made(i, c=3, b=2).all, Derived(i, c=i).all, attempt(lambda: Made(i)), attempt(lambda: Derived(c=1))]
print(made)
Made.__init__.__kwdefaults__["b"] = "new"
print(Made(1, c=3).all, Derived(1, c=2).all)


async def coroutine(a, *, b=2):
    return a, b


def generator(a, *, b=2):
    yield a
    yield b


async def main():
    for i in range(30):
        both = await coroutine(i), await coroutine(i, b=i), await coroutine(b=1, a=2)
    return both


import asyncio

print(asyncio.run(main()))
for i in range(30):
    both = list(generator(i)), list(generator(i, b=3))
print(both)
