import asyncio
async def main():
    cond = asyncio.Condition(); items = []; got = 0
    async def consumer():
        nonlocal got
        for _ in range(3000):
            async with cond:
                await cond.wait_for(lambda: items)
                items.pop(); got += 1
    async def producer():
        for i in range(3000):
            async with cond:
                items.append(i); cond.notify()
            await asyncio.sleep(0)
    await asyncio.gather(*[consumer() for _ in range(4)], *[producer() for _ in range(4)])
    ev = asyncio.Event(); n = 0
    async def waiter():
        nonlocal n
        await ev.wait(); n += 1
    ts = [asyncio.create_task(waiter()) for _ in range(15000)]
    await asyncio.sleep(0); ev.set(); await asyncio.gather(*ts)
    sem = asyncio.Semaphore(10)
    async def limited(i):
        async with sem: await asyncio.sleep(0); return i
    print(got, n, sum(await asyncio.gather(*(limited(i) for i in range(15000)))))
asyncio.run(main())
