# Tasks are created and awaited, one by one and in batches.
import asyncio


async def job(n):
    return n + 1


async def main():
    total = 0
    for i in range(30_000):
        total += await asyncio.create_task(job(i))
    for _ in range(30):
        total += sum([await t for t in [asyncio.create_task(job(i)) for i in range(1_000)]])
    print(total)


asyncio.run(main())
