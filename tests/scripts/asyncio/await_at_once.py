# Coroutines awaited where they are called, in loops long enough that they become machine code: returns, errors in the
# middle, handled exceptions around them, wrong arguments, chains that are too deep.
import asyncio


async def leaf(n):
    if n % 50 == 0:
        await asyncio.sleep(0)
    return n


async def early(n):
    for i in range(n):
        if i == 3:
            return i


async def nothing(a, b):
    a + b


async def many(a, b, c, d, e, f, g, h, i=9, *rest, k=1):
    return a + b + c + d + e + f + g + h + i + k + len(rest)


async def eight(a, b, c, d, e, f, g, h):
    return [a, b, c, d, e, f, g, h]


async def nine(a, b, c, d, e, f, g, h, i):
    return await eight(b, c, d, e, f, g, h, i)


async def fails(n):
    try:
        if n == 0:
            raise ValueError("deep")
        return await fails(n - 1)
    except ValueError as e:
        if n == 3:
            raise RuntimeError("third") from e
        raise
    finally:
        trail.append(n)


trail = []


class Service:
    def __init__(self):
        self.calls = 0
        self.bound = self.raw

    async def fetch(self, k):
        return await self.load(k)

    async def load(self, k, *, twice=False):
        return await self.raw(k)

    async def raw(self, k):
        self.calls += 1
        return k

    @classmethod
    async def of_class(cls, k):
        return cls.__name__, k

    @staticmethod
    async def of_none(k):
        return k


class Derived(Service):
    async def raw(self, k):
        return -await super().raw(k)


async def down(n):
    return 0 if n == 0 else 1 + await down(n - 1)


async def handling(n):
    # what is handled outside is seen inside, and nothing of it stays
    try:
        raise KeyError(n)
    except KeyError:
        try:
            await fails(1)
        except ValueError as e:
            context = e.__context__
        return await leaf(n), repr(context)


async def main():
    total = 0
    for i in range(400):
        total += await leaf(i) + await early(5)
        assert await nothing(i, i) is None
    print(total, await early(2))
    for i in range(300):
        assert await many(*range(9)) == 37 and await many(1, 2, 3, 4, 5, 6, 7, 8, k=0) == 45
        assert await nine(*range(9)) == list(range(1, 9))
    for s in Service(), Derived():
        for i in range(300):
            total += await s.fetch(i) + await s.bound(i) + await s.load(i, twice=True)
            assert await s.of_class(i) == (type(s).__name__, i) and await s.of_none(i) == i
        print(total, s.calls)
    errors = 0
    for i in range(200):
        try:
            await fails(i % 5)
        except ValueError:
            errors += 1
        except RuntimeError as e:
            errors += 100
            assert isinstance(e.__cause__, ValueError)
    print(errors, len(trail), trail[:12])
    for i in range(200):
        got = await handling(i)
    print(got)
    for i in range(150):
        try:
            await leaf(1, 2)
        except TypeError as e:
            text = str(e)
        try:
            await leaf()
        except TypeError as e:
            text += str(e)
        try:
            await Service().raw()
        except TypeError as e:
            text += str(e)
        try:
            await len("abc")
        except TypeError as e:
            text += str(e)
    print(text)
    print(await down(300))
    try:
        await down(100000)
    except RecursionError as e:
        print("too deep", await down(50))


asyncio.run(main())
