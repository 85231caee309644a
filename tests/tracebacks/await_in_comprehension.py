import asyncio
async def f(): raise OSError(2, "No such file", "x.txt")
async def main():
    return [await f() for i in range(3)]
asyncio.run(main())
