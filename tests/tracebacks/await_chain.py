import asyncio


async def low():
    await asyncio.sleep(0)
    return {}["key"]


async def middle():
    return await low()


async def high():
    result = await asyncio.create_task(middle(), name="middle")
    return result


async def main():
    await asyncio.create_task(high(), name="high")


asyncio.run(main())
