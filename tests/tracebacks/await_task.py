import asyncio


async def fetch(n):
    await asyncio.sleep(0)
    raise ValueError(n)


async def main():
    task = asyncio.create_task(fetch(1), name="worker-3")
    await asyncio.sleep(0)
    await task


asyncio.run(main())
