# wait_for and timeout() around short work; most never expire.
import asyncio


async def work(n):
    await asyncio.sleep(0)
    return n


async def main():
    total = 0
    for i in range(10_000):
        total += await asyncio.wait_for(work(i), 10)
    for i in range(15_000):
        async with asyncio.timeout(10):
            total += await work(i)
    expired = 0
    for i in range(3_000):
        try:
            async with asyncio.timeout(0):
                await asyncio.sleep(1)
        except TimeoutError:
            expired += 1
    print(total, expired)


asyncio.run(main())
