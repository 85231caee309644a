# A million tasks asleep at once, in virtual or real time.
import asyncio

N = 1_000_000


async def sleeper(i):
    await asyncio.sleep(1 + i / N)
    return 1


async def main():
    print(sum(await asyncio.gather(*(sleeper(i) for i in range(N)))))


asyncio.run(main())
