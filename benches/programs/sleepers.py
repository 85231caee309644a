# 100,000 tasks asleep at once, for 0.2 s to 1.2 s: time against the ideal 1.2 s, and peak memory.
import asyncio

N = 100_000


async def sleeper(i):
    await asyncio.sleep(0.2 + i / N)
    return 1


async def main():
    print(sum(await asyncio.gather(*(sleeper(i) for i in range(N)))))


asyncio.run(main())
