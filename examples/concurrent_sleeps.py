# Three naps, one after another and then together.
#
# One after another they take the sum of their times; together they take as long as the longest.
import asyncio
import time


async def nap(name, seconds):
    print(f"  {name} falls asleep")
    await asyncio.sleep(seconds)
    print(f"  {name} wakes up")


async def measure(label, work):
    start = time.perf_counter()
    print(label)
    await work
    print(f"  took about {time.perf_counter() - start:.1f} s")


async def in_turn():
    await nap("cat", 0.3)
    await nap("dog", 0.2)
    await nap("owl", 0.1)


async def together():
    await asyncio.gather(nap("cat", 0.3), nap("dog", 0.2), nap("owl", 0.1))


async def main():
    await measure("One after another:", in_turn())
    await measure("Together:", together())


asyncio.run(main())
