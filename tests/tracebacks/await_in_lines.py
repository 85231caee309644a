# differs: CPython tells of the forgotten coroutine first
import asyncio
async def main():
    x = await (
        asyncio.sleep(0) +
        3
    )
asyncio.run(main())
