# When the finally of an async generator runs.
import asyncio


async def source(name):
    try:
        for i in range(5):
            yield i
            await asyncio.sleep(0)
    finally:
        print(name, "finally")


class closing:
    def __init__(self, thing):
        self.thing = thing

    async def __aenter__(self):
        return self.thing

    async def __aexit__(self, *exc):
        await self.thing.aclose()


async def main():
    async with closing(source("closed")) as s:
        async for v in s:
            if v == 2:
                break
    print("after with")
    async for v in source("full"):
        pass
    print("after full loop")
    g = source("explicit")
    async for v in g:
        break
    await g.aclose()
    print("after aclose")

    async def consume():
        async for v in source("cancelled"):
            print("consumer", v)
            await asyncio.sleep(1)

    t = asyncio.create_task(consume())
    await asyncio.sleep(0.001)
    t.cancel()
    await asyncio.wait([t])
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print("task cancelled", t.cancelled())
    try:
        async with closing(source("error")) as s:
            async for v in s:
                raise ValueError(v)
    except ValueError as e:
        print("ValueError", e)


asyncio.run(main())
