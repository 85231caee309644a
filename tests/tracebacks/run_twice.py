# differs: CPython tells of the coroutine at the end, without its place
import asyncio


async def inner():
    pass


async def main():
    asyncio.run(inner())


asyncio.run(main())
