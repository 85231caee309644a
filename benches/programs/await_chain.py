# Deep chains of awaits: resumed at the bottom, unwound to the top.
import asyncio


async def chain(n):
    if n == 0:
        await asyncio.sleep(0)
        return 1
    return await chain(n - 1) + 1


async def bottom_spins(n, turns):
    if n == 0:
        for _ in range(turns):
            await asyncio.sleep(0)
        return 1
    return await bottom_spins(n - 1, turns) + 1


async def main():
    total = 0
    for _ in range(3_000):
        total += await chain(100)
    total += await bottom_spins(400, 5_000)
    print(total)


asyncio.run(main())
