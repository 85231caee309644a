# differs: reports of what was lost are our own
import asyncio


async def stubborn():
    try:
        await asyncio.sleep(10)
    finally:
        raise ValueError("while being cancelled")


async def main():
    asyncio.create_task(stubborn(), name="stubborn")
    await asyncio.sleep(0)


asyncio.run(main())
