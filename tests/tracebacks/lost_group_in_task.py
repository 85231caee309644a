# differs: reports of what was lost are our own
import asyncio


async def fail(n):
    raise ValueError(n)


async def group():
    async with asyncio.TaskGroup() as tg:
        tg.create_task(fail(1), name="one")
        tg.create_task(fail(2), name="two")


async def main():
    asyncio.create_task(group(), name="the group")
    await asyncio.sleep(0.01)


asyncio.run(main())
