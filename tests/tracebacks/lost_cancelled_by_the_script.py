# differs: reports of what was lost are our own
# exit: 0
import asyncio


async def background():
    while True:
        await asyncio.sleep(1)


async def main():
    task = asyncio.create_task(background(), name="background")
    await asyncio.sleep(0)
    task.cancel()
    print("main ends")


asyncio.run(main())
