# differs: CPython forgets where the exception came from when it is asked for a second time
import asyncio


async def fail():
    raise ValueError("shared")


async def wait_one(task):
    try:
        await task
    except ValueError:
        return "caught"


async def main():
    task = asyncio.create_task(fail(), name="shared")
    print(await wait_one(task))
    await task


asyncio.run(main())
