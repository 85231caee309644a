import asyncio


async def numbers():
    for n in range(3):
        await asyncio.sleep(0)
        yield 1 / (1 - n)


async def main():
    async for n in numbers():
        print(n)


asyncio.run(main())
