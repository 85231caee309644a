# Coroutines awaited where they are called: their memory is used again, whatever became of them.
import asyncio

kept = []


async def leaf(n):
    await asyncio.sleep(0)
    return n


async def plain(n, m=2):
    return n * m


async def deep(n):
    if n == 0:
        return 0
    a, b = n, n + 1
    below = await deep(n - 1)
    return a + b - n - 1 + below + 1 - a + (1 if a else 0) - 1


async def fails(n):
    if n % 3 == 0:
        raise ValueError(n)
    if n % 3 == 1:
        await asyncio.sleep(0)
        raise KeyError(n)
    return n


async def looks_at_itself(task):
    inner = task.get_coro().cr_await
    kept.append(inner)
    await asyncio.sleep(0)
    return "seen"


async def watched():
    return await looks_at_itself(asyncio.current_task())


async def spy(coro, seen):
    await asyncio.sleep(0)
    seen.append(coro.cr_await)


async def many(a, b, c, d, e, f, g, h, *, i=9):
    x = [a, b, c, d, e, f, g, h, i]
    await leaf(0)
    return sum(x) + await plain(a, b) + await plain(c)


class Thing:
    def __init__(self, n):
        self.n = n

    async def get(self, k=1):
        return await leaf(self.n) * k

    async def __aenter__(self):
        return await self.get()

    async def __aexit__(self, *error):
        await leaf(0)


async def handles():
    try:
        raise RuntimeError("outer")
    except RuntimeError:
        try:
            await fails(3)
        except ValueError as e:
            print(repr(e), repr(e.__context__))
        print(await plain(4))
        raise_again = await leaf(1)
        try:
            raise
        except RuntimeError as e:
            print("again", e, raise_again)


async def main():
    print(await deep(150), await plain(3), await plain(m=5, n=2), await plain(*[7]), await plain(**{"n": 8}))
    total = 0
    for n in range(60):
        try:
            total += await fails(n)
        except (ValueError, KeyError) as e:
            total += e.args[0]
    print(total)
    print(await many(1, 2, 3, 4, 5, 6, 7, 8), await many(1, 2, 3, 4, 5, 6, 7, 8, i=0))
    print(await Thing(5).get(), await Thing(6).get(k=3))
    async with Thing(7) as t:
        print(t)
    await handles()
    task = asyncio.create_task(watched())
    seen = []
    await spy(task.get_coro(), seen)
    print(await task, [type(s).__name__ for s in seen])
    # what was seen stays what it was, however many follow
    for n in range(50):
        await leaf(n)
    print([s is None or s.cr_running for s in seen + kept])
    slow = asyncio.create_task(deep_sleep(20))
    await asyncio.sleep(0)
    slow.cancel()
    try:
        await slow
    except asyncio.CancelledError:
        print("cancelled in the depth")
    print(await asyncio.gather(*(leaf(n) for n in range(5)), return_exceptions=True))
    try:
        await plain()
    except TypeError as e:
        print(e)
    one = plain(1)
    print(await one)
    try:
        await one
    except RuntimeError as e:
        print(e)


async def deep_sleep(n):
    try:
        if n:
            return await deep_sleep(n - 1)
        await asyncio.sleep(10)
    finally:
        await leaf(n)


asyncio.run(main())


async def bottomless(n):
    return await bottomless(n + 1)


try:
    asyncio.run(bottomless(0))
except RecursionError:
    print("too deep")
