import asyncio


async def fail():
    raise ValueError("inside")


async def inner():
    async with asyncio.TaskGroup() as group:
        group.create_task(fail(), name="failing")


async def main():
    async with asyncio.TaskGroup() as group:
        group.create_task(inner(), name="inner")


asyncio.run(main())
