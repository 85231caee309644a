# Calls with fewer arguments than parameters, hot, of all kinds of functions, from all kinds of frames.
import asyncio


class Count:
    def __init__(self):
        self.total = 0

    def plain(self, a, b=2, *, c=3):
        return a, b, c

    def simple(self, a=1, b=2, d=4):
        return a * 100 + b * 10 + d

    def items(self, a, b=2, d=4):
        yield a
        yield b
        yield d

    async def later(self, a, b=2, d=4):
        await asyncio.sleep(0)
        return a * 100 + b * 10 + d

    async def stream(self, a, b=2, d=4):
        yield a
        await asyncio.sleep(0)
        yield b + d


def items(a, b=20, d=40):
    yield a + b + d


async def later(a, b=20, d=40):
    return a + b + d


async def stream(a, b=20, d=40):
    yield a + b + d


def many(a, b=1, c=2, d=3, e=4, f=5, g=6, h=7, i=8, j=9, k=10, l=11, m=12, n=13, o=14, p=15, q=16, r=17):
    yield a, b, q, r


def none_given(a=1, b=2):
    yield a, b


def closure(z):
    def inner(a, b=z, d=z + 1):
        yield a + b + d + z

    async def waits(a, b=z, d=z + 1):
        return a + b + d + z

    return inner, waits


count = Count()


def from_function(n):
    total = 0
    inner, _ = closure(n)
    for i in range(n):
        total += sum(items(i)) + sum(items(i, 1)) + sum(items(i, 1, 2))
        total += sum(count.items(i)) + count.simple() + count.simple(i) + count.simple(i, 1)
        total += sum(inner(i)) + sum(inner(i, 5))
        total += sum(map(sum, many(i))) + sum(map(sum, many(i, 1, 2, 3))) + sum(map(sum, none_given()))
    return total


def from_generator(n):
    inner, _ = closure(n)
    for i in range(n):
        yield sum(items(i)) + sum(count.items(i, 7)) + count.simple(i) + count.simple(d=i) + sum(inner(i))
        yield sum(map(sum, many(i))) + sum(map(sum, none_given(i)))


async def from_coroutine(n):
    total = 0
    inner, waits = closure(n)
    for i in range(n):
        total += sum(items(i)) + sum(items(i, 1)) + sum(count.items(i)) + sum(inner(i)) + sum(inner(i, 6))
        total += count.simple() + count.simple(i) + count.simple(i, 1) + count.simple(i, d=3)
        first, second = later(i), later(i, 1)
        total += await first + await second
        third, fourth = count.later(i), count.later(i, d=9)
        total += await third + await fourth
        fifth, sixth = waits(i), waits(i, 4)
        total += await fifth + await sixth
        total += await asyncio.create_task(later(i)) + await asyncio.create_task(count.later(i))
        async for x in stream(i):
            total += x
        async for x in count.stream(i, d=2):
            total += x
        async for x in count.stream(i):
            total += x
        total += sum(count.plain(i)) + sum(count.plain(i, c=1)) + sum(map(sum, many(i)))
    return total


async def changing(n):
    """Defaults that are replaced while the calls are hot, and taken away."""
    def g(a, b=1, d=2):
        yield a, b, d

    async def f(a, b=1, d=2):
        return a, b, d

    class Own:
        def m(self, a, b=1):
            return a, b

    own, seen, errors = Own(), {}, {}
    for i in range(n):
        if i == n // 3:
            g.__defaults__ = (10, 20)
            f.__defaults__ = (5, 30, 40)
            Own.m.__defaults__ = ("x",)
        elif i == n // 2:
            g.__defaults__ = (7,)
            f.__defaults__ = None
            Own.m.__defaults__ = None
        elif i == n * 3 // 4:
            g.__defaults__ = f.__defaults__ = (8, 9)
            Own.m = lambda self, a, b="new": (a, b)
        for k, call in enumerate((lambda: list(g(0)), lambda: own.m(0))):
            try:
                key = k, str(call())
                seen[key] = seen.get(key, 0) + 1
            except TypeError as e:
                errors[str(e)] = errors.get(str(e), 0) + 1
        try:
            waiting = f(0)
            key = "f", await waiting
            seen[key] = seen.get(key, 0) + 1
            key = "m", own.m(1)
            seen[key] = seen.get(key, 0) + 1
            key = "g", next(g(1))
            seen[key] = seen.get(key, 0) + 1
        except TypeError as e:
            errors[str(e)] = errors.get(str(e), 0) + 1
    print(seen)
    print(errors)


print(from_function(300))
print(sum(from_generator(300)))
print(asyncio.run(from_coroutine(200)))
asyncio.run(changing(400))
for wrong in (lambda: items(), lambda: count.simple(1, 2, 3, 4), lambda: count.items(), lambda: later(1, 2, 3, 4)):
    for _ in range(60):
        try:
            wrong()
        except TypeError as e:
            text = str(e)
    print(text)
