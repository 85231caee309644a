# Trees of gather.
import asyncio


async def node(depth):
    if depth == 0:
        await asyncio.sleep(0)
        return 1
    return sum(await asyncio.gather(*(node(depth - 1) for _ in range(4))))


async def main():
    print(sum([await node(6) for _ in range(8)]))


asyncio.run(main())
