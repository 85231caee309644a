# differs: CPython tells of the coroutine at the end, without its place
import asyncio


async def inner():
    pass


async def main():
    kept.append(inner())
    asyncio.run(kept[0])


kept = []
asyncio.run(main())
