# Async generators, chained, with and without a switch.
import asyncio


async def count(n):
    for i in range(n):
        yield i


async def doubled(it):
    async for x in it:
        yield x * 2


async def paused(n):
    for i in range(n):
        await asyncio.sleep(0)
        yield i


async def main():
    total = 0
    async for x in count(300_000):
        total += x
    async for x in doubled(doubled(count(120_000))):
        total += x
    total += sum([x async for x in paused(30_000)])
    print(total)


asyncio.run(main())
