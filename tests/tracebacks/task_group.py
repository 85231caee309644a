import asyncio


async def fetch(n):
    await asyncio.sleep(0)
    if n != 1:
        raise ConnectionError(f"host {n}")


async def main():
    async with asyncio.TaskGroup() as group:
        for n in range(3):
            group.create_task(fetch(n), name=f"fetch-{n}")


asyncio.run(main())
