# anext(iterator, default) awaited at once and later, in hot loops and out of them.
import asyncio


async def numbers(n):
    for i in range(n):
        if i % 3 == 0:
            await asyncio.sleep(0)
        yield i


class Own:
    def __init__(self, n):
        self.n = n

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.n == 0:
            raise StopAsyncIteration
        self.n -= 1
        return self.n


class Odd:
    def __anext__(self):
        return 5


class Fails:
    async def __anext__(self):
        raise ValueError("no item")


async def total(it):
    done = object()
    result = 0
    while (item := await anext(it, done)) is not done:
        result += item
    return result


async def merge(left, right):
    done = object()
    a, b = await anext(left, done), await anext(right, done)
    while a is not done or b is not done:
        if b is done or (a is not done and a <= b):
            yield a
            a = await anext(left, done)
        else:
            yield b
            b = await anext(right, done)


async def kept(it):
    """The awaitable is made before it is awaited."""
    result = []
    for _ in range(40):
        step = anext(it, None)
        result.append(await step)
    return result[:5], result[-3:]


async def hot(it, n):
    result = 0
    for i in range(n):
        result += await anext(it, 100)
    return result


async def wrong(it, n):
    errors = {}
    for i in range(n):
        try:
            errors["fine"] = await anext(it, None)
        except Exception as e:
            key = type(e).__name__, str(e)
            errors[key] = errors.get(key, 0) + 1
    return errors


async def cancelled():
    async def slow():
        try:
            for i in range(1000):
                yield i
                await asyncio.sleep(0)
        finally:
            print("closed")

    it = slow()

    async def run():
        done = None
        while (item := await anext(it, done)) is not done:
            last = item
        return last

    task = asyncio.create_task(run())
    for _ in range(300):
        await asyncio.sleep(0)
    task.cancel()
    try:
        print(await task)
    except asyncio.CancelledError:
        print("cancelled", await anext(it, "over"))


async def shadowed(n):
    async def anext(it, default):
        return "own", default

    return [await anext(None, i) for i in range(n)][-1]


async def main():
    for n in (0, 1, 500):
        print(await total(numbers(n)), await total(Own(n)))
    print([x async for x in merge(merge(numbers(40), Own(30)), numbers(7))][:60])
    print(await kept(numbers(38)))
    print(await hot(numbers(500), 700), await hot(Own(500), 700))
    for it in (Odd(), Fails(), 7, None):
        print(await wrong(it, 200))
    await cancelled()
    print(await shadowed(200))
    it = numbers(3)
    first = asyncio.create_task(hot(it, 2))
    print(await first, await anext(it, "none"), await anext(it, "none"))


asyncio.run(main())
