# differs: reports of what was lost are our own
import asyncio


async def main():
    pauses = [asyncio.sleep]
    pause = pauses[0](1)
    print("no pause")


asyncio.run(main())
