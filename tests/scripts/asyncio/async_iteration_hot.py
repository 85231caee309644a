# `async for` in loops that become machine code: over async generators and over objects with a coroutine function
# `__anext__`; the end, errors, breaks, waits in the middle.
import asyncio


async def numbers(n):
    for i in range(n):
        if i % 40 == 39:
            await asyncio.sleep(0)
        yield i


async def doubled(it):
    async for x in it:
        yield x * 2


async def careful(n, log):
    try:
        for i in range(n):
            try:
                yield i
            except ValueError as e:
                log.append(repr(e))
    finally:
        await asyncio.sleep(0)
        log.append("closed")


class Ticker:
    def __init__(self, n, fail=None):
        self.n, self.fail = n, fail

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.n == 0:
            raise StopAsyncIteration
        if self.n == self.fail:
            raise ValueError(self.n)
        if self.n % 64 == 0:
            await asyncio.sleep(0)
        self.n -= 1
        return self.n


class Eager(Ticker):
    def __anext__(self):
        return super().__anext__()


class Wrong:
    def __aiter__(self):
        return self

    async def __anext__(self, needed):
        return needed


async def main():
    total = 0
    async for x in doubled(doubled(numbers(500))):
        total += x
    print(total)
    print(sum([x async for x in Ticker(500) if x % 2]), sum([x async for x in Eager(300)]))
    for _ in range(20):
        try:
            async for x in Ticker(100, fail=7):
                last = x
        except ValueError as e:
            error = (last, e.args)
    print(error)
    try:
        async for x in Wrong():
            pass
    except TypeError as e:
        print(e)
    log = []
    for k in range(150):
        async for x in careful(5, log):
            if x == k % 5:
                break
        g = careful(4, log)
        await anext(g)
        assert await g.athrow(ValueError(k)) == 1
        await g.aclose()
    for _ in range(5):
        await asyncio.sleep(0)
    print(len(log), log[:4], log.count("closed") >= 150)
    try:
        raise KeyError("outer")
    except KeyError:
        # something is handled while the generators run
        print(sum([x async for x in doubled(numbers(100))]), sum([x async for x in Ticker(100)]))
    g = numbers(100)
    got = [await g.asend(None) for _ in range(50)] + [x async for x in g]
    print(got == list(range(100)))
    async for x in g:
        print("never")
    print({k: v async for k, v in pairs(3)})


async def pairs(n):
    async for i in numbers(n):
        yield i, i * i


asyncio.run(main())
