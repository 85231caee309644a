# differs: reports of what was lost are our own
import asyncio
import gc


async def fail():
    raise OSError("lost")


async def main():
    task = asyncio.create_task(fail())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    task = None
    gc.collect()
    await asyncio.sleep(0)
    print("main goes on")


asyncio.run(main())
