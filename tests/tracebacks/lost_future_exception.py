# differs: reports of what was lost are our own
import asyncio


async def main():
    future = asyncio.get_running_loop().create_future()
    future.set_exception(LookupError("nobody asked"))
    await asyncio.sleep(0)
    print("main ends")


asyncio.run(main())
