# differs: reports of what was lost are our own
# exit: 0
import asyncio


async def save():
    print("saved")


async def main():
    asyncio.create_task(save())
    print("main ends")


asyncio.run(main())
