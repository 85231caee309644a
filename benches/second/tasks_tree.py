import asyncio
async def node(d):
    if d == 0:
        await asyncio.sleep(0)
        return 1
    a, b = await asyncio.gather(node(d - 1), node(d - 1))
    return a + b + 1
async def fan(n):
    return sum(await asyncio.gather(*[node(1) for _ in range(n)], return_exceptions=True))
async def main():
    print(await node(13), await fan(8000))
asyncio.run(main())
