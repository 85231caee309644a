import asyncio


async def fetch(n):
    await asyncio.sleep(0)
    if n == 2:
        raise ConnectionError(f"host {n}")
    return n


async def main():
    results = await asyncio.gather(*(fetch(n) for n in range(4)))
    print(results)


asyncio.run(main())
