import asyncio


async def down(n):
    if n == 0:
        return 0
    return 1 + await down(n - 1)


async def down_switch(n):
    if n == 0:
        for _ in range(60):
            await asyncio.sleep(0)
        return 1
    return (await down_switch(n - 1)) * 3 % 1000003


async def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return await ackermann(m - 1, 1)
    return await ackermann(m - 1, await ackermann(m, n - 1))


async def main():
    print(sum([await down(400) for _ in range(9000)]))
    res = await asyncio.gather(*(down_switch(100 + k) for k in range(350)))
    print(sum(res), max(res))
    print(await ackermann(2, 200), await ackermann(3, 5))


asyncio.run(main())
