# differs: reports of what was lost are our own
import asyncio


async def fail():
    raise OSError("lost")


async def main():
    task = asyncio.create_task(fail())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    task = None
    rubbish = [[i] for i in range(1000)]
    await asyncio.sleep(0.01)
    print("main goes on")


asyncio.run(main())
