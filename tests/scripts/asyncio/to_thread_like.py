# ensure_future, loop.create_task and awaitable objects inside gather and wait.
import asyncio


class Deferred:
    def __init__(self):
        self.fut = asyncio.get_running_loop().create_future()

    def resolve(self, v):
        self.fut.set_result(v)

    def __await__(self):
        return self.fut.__await__()


class Steps:
    def __init__(self, n):
        self.n = n

    def __await__(self):
        for _ in range(self.n):
            yield
        return f"{self.n} bare yields"


async def main():
    d = Deferred()
    asyncio.get_running_loop().call_soon(d.resolve, "resolved")
    print(await d)
    print(await Steps(3))
    print(await asyncio.gather(Steps(2), Steps(0)))
    print(await asyncio.wait_for(Steps(4), 1))
    t = asyncio.ensure_future(Steps(1))
    print(type(t).__name__, await t)
    d1, d2 = Deferred(), Deferred()

    async def both():
        return await d1, await d2

    t = asyncio.create_task(both())
    await asyncio.sleep(0)
    d2.resolve(2)
    await asyncio.sleep(0)
    print(t.done())
    d1.resolve(1)
    print(await t)


asyncio.run(main())
