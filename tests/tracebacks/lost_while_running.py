# differs: reports of what was lost are our own
import asyncio


async def fail():
    raise ValueError("nobody looks")


async def main():
    asyncio.create_task(fail(), name="forgotten")
    await asyncio.sleep(0.01)
    print("main goes on")
    await asyncio.sleep(0.01)


asyncio.run(main())
print("end")
