"""Deep chains of awaits."""
import asyncio


async def down(n):
    if n == 0:
        await asyncio.sleep(0)
        return 0
    return 1 + await down(n - 1)


async def down_pure(n):
    return 0 if n == 0 else 1 + await down_pure(n - 1)


class Layer:
    def __init__(self, inner=None, weight=1):
        self.inner = inner
        self.weight = weight

    async def handle(self, x):
        if self.inner is None:
            await asyncio.sleep(0)
            return x
        return await self.inner.handle(x + self.weight)


class Deferred:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        yield from asyncio.sleep(0).__await__()
        return self.value


async def failing(n):
    if n == 0:
        await asyncio.sleep(0)
        raise KeyError("deep")
    try:
        return await failing(n - 1)
    except LookupError as e:
        if n % 10 == 0:
            raise IndexError(n) from e
        raise


async def task_chain(n):
    async def link(prev, i):
        return (await prev if prev else 0) + i
    task = None
    for i in range(n):
        task = asyncio.create_task(link(task, i))
    return await task


async def main():
    print(sum([await down(d) for d in range(0, 600)]))
    print(sum([await down_pure(150) for _ in range(9000)]))
    stack = None
    for i in range(60):
        stack = Layer(stack, weight=i)
    total = 0
    for x in range(8000):
        total += await stack.handle(x)
    print(total)
    print(sum([await Deferred(i) for i in range(50000)]))
    caught = {}
    for i in range(2500):
        try:
            await failing(i % 50)
        except LookupError as e:
            caught[type(e).__name__] = caught.get(type(e).__name__, 0) + 1
    print(caught)
    print(await task_chain(25000))

    async def busy(n):
        for _ in range(150):
            n += await down(30)
        return n
    print(await asyncio.gather(*(busy(i) for i in range(20))))


asyncio.run(main())
