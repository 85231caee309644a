import asyncio
async def main():
    return [x async for x in 5]
asyncio.run(main())
