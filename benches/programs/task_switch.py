# sleep(0): tasks that take turns.
import asyncio


async def spin(n):
    for _ in range(n):
        await asyncio.sleep(0)
    return n


async def main():
    print(sum(await asyncio.gather(*(spin(2_000) for _ in range(100)))))


asyncio.run(main())
