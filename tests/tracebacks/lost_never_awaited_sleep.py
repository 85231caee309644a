# differs: reports of what was lost are our own
import asyncio


async def main():
    pause = asyncio.sleep(1)
    print("no pause")


asyncio.run(main())
