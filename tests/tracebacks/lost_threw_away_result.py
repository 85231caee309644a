# differs: reports of what was lost are our own
# exit: 0
import asyncio


async def fail():
    raise ValueError("looked at")


async def main():
    task = asyncio.create_task(fail())
    await asyncio.wait([task])
    print(repr(task.exception()))
    await asyncio.gather(fail(), return_exceptions=True)


asyncio.run(main())
