# stress: 97
"""Methods that are passed on and awaited with unpacked arguments."""
import asyncio


class Service:
    def __init__(self, n):
        self.n = n

    def __repr__(self):
        return f"{type(self).__name__}({self.n})"

    async def none(self):
        return self.n

    async def one(self, a):
        return self.n, a

    async def three(self, a, b, c):
        await asyncio.sleep(0)
        return self.n, a, b, c

    async def default(self, a, b=5):
        return self.n, a, b

    async def star(self, *args, **kw):
        return self.n, args, kw

    async def by_name(self, *, k=1):
        return self.n, k

    def plain(self, a):
        return self.one(a)

    @classmethod
    async def of_class(cls, a):
        return cls.__name__, a

    @staticmethod
    async def static(a):
        return "static", a

    async def fails(self, a):
        raise ValueError(a)

    async def items(self, n):
        for k in range(n):
            yield k

    async def deep(self, n):
        if n == 0:
            await asyncio.sleep(0)
            return 0
        return 1 + await call(self.deep, n - 1)


class Special(Service):
    async def one(self, a):
        return "special", await super().one(a)

    async def passed(self, *args):
        return await super().three(*args)


class Callable:
    async def __call__(self, a):
        return "called", a


async def call(fn, *args, **kw):
    return await fn(*args, **kw)


async def call_positional(fn, *args):
    return await fn(*args)


async def retried(fn, *args, **kw):
    for attempt in range(3):
        try:
            return await fn(*args, **kw)
        except (ValueError, TypeError) as e:
            told = f"{type(e).__name__}: {e}"
    return told


Method = type(Service(0).none)


async def main():
    s, t = Service(1), Special(2)
    calls = [
        (s.none,), (s.one, 1), (s.three, 1, 2, 3), (s.default, 1), (s.default, 1, 2), (s.star,), (s.star, 1, 2),
        (s.by_name,), (s.plain, 3), (Service.of_class, 4), (t.of_class, 4), (s.static, 5), (t.one, 6),
        (t.passed, 1, 2, 3), (Method(Callable(), s),), (Callable(), 7), (Service.one, s, 8), (s.none, 1),
        (s.one,), (s.one, 1, 2), (s.fails, 9), (s.items, 3), (len, "abc"), (t.deep, 20),
        (Method(Service.one, 5), 6), (Method(Service.one, s), 6),
    ]
    for turn in range(40):
        for fn, *args in calls:
            told = []
            for way in (call, call_positional, retried):
                try:
                    told.append(await way(fn, *args))
                except Exception as e:
                    told.append(f"{type(e).__name__}: {e}")
            if turn == 39:
                print(*told)
    print(await call(s.star, 1, k=2), await call(s.by_name, k=3), await call(s.default, a=1))

    # the class changes while the caller is hot
    async def other(self, a):
        return "other", self.n, a

    async def two(self, a, b=None):
        return "two", a, b

    got = []
    for turn in range(60):
        if turn == 20:
            Service.one = other
        if turn == 40:
            Service.one = two
        if turn == 50:
            s.one = Callable()
        got.append(await call(s.one, turn))
    print(got[19:22], got[39:42], got[49:52])

    tasks = [asyncio.create_task(call(Service(n).three, n, n, n)) for n in range(4)]
    await asyncio.sleep(0)
    tasks[1].cancel()
    print([repr(r) for r in await asyncio.gather(*tasks, return_exceptions=True)])

    long = tuple(range(40))
    for turn in range(20):
        told = await call(s.star, *long)
    print(len(told[1]))


asyncio.run(main())
