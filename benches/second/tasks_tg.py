import asyncio
async def unit(i, res):
    await asyncio.sleep(0)
    if i % 97 == 0: await asyncio.sleep(0.0001)
    res[i] = i * i
async def bad(): await asyncio.sleep(0); raise ValueError("x")
async def main():
    res = {}
    for r in range(60):
        async with asyncio.TaskGroup() as tg:
            for i in range(300): tg.create_task(unit(i, res))
    n = 0
    for _ in range(1000):
        try:
            async with asyncio.TaskGroup() as tg:
                tg.create_task(bad()); tg.create_task(asyncio.sleep(10))
        except* ValueError as e: n += len(e.exceptions)
    c = 0
    for _ in range(10000):
        t = asyncio.create_task(asyncio.sleep(10)); await asyncio.sleep(0); t.cancel()
        try: await t
        except asyncio.CancelledError: c += 1
    print(len(res), n, c)
asyncio.run(main())
