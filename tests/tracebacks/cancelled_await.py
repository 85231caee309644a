import asyncio


async def forever():
    await asyncio.Event().wait()


async def main():
    task = asyncio.create_task(forever())
    await asyncio.sleep(0)
    task.cancel("no longer needed")
    await task


asyncio.run(main())
