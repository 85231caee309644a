# differs: reports of what was lost are our own
# exit: 1
import asyncio


async def inner():
    return 1


async def main():
    try:
        asyncio.run(inner())
    except RuntimeError as e:
        print(e)


asyncio.run(main())
