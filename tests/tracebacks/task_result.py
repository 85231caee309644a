import asyncio


async def fail():
    raise ValueError("asked for")


async def main():
    task = asyncio.create_task(fail(), name="asked")
    await asyncio.wait([task])
    print(task.result())


asyncio.run(main())
