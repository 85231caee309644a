import asyncio
async def quick(i):
    await asyncio.sleep(0)
    return i
async def main():
    t = 0
    for i in range(50000):
        t += await asyncio.wait_for(quick(i), 5)
    for i in range(50000):
        async with asyncio.timeout(3):
            t += await quick(i)
    n = 0
    for i in range(5000):
        try:
            async with asyncio.timeout(0): await asyncio.sleep(1)
        except TimeoutError: n += 1
    print(t, n)
asyncio.run(main())
