import asyncio


async def quick(n):
    await asyncio.sleep(0)
    return n * 3


async def never():
    await asyncio.Event().wait()


async def guarded(n):
    """Some finish, some time out at once, some are nested."""
    kind = n % 8
    if kind < 5:
        async with asyncio.timeout(60):
            return await quick(n)
    if kind < 7:
        return await asyncio.wait_for(quick(n), timeout=30)
    try:
        async with asyncio.timeout(0):
            await never()
    except TimeoutError:
        return -n


async def nested(n):
    inner_hit = False
    try:
        async with asyncio.timeout(100) as outer:
            try:
                async with asyncio.timeout(0) as inner:
                    await never()
            except TimeoutError:
                inner_hit = inner.expired()
            await asyncio.sleep(0)
    except TimeoutError:
        return 0
    return 2 if inner_hit and not outer.expired() else 1


async def rescheduled():
    loop = asyncio.get_running_loop()
    async with asyncio.timeout(None) as cm:
        for i in range(20):
            cm.reschedule(loop.time() + 50 + i)
            await asyncio.sleep(0)
    return cm.expired()


async def main():
    total = 0
    for chunk in range(50):
        res = await asyncio.gather(*(guarded(chunk * 600 + i) for i in range(600)))
        total += sum(res)
    print("guarded", total)
    print("nested", sum(await asyncio.gather(*(nested(i) for i in range(5000)))))
    print("rescheduled", [await rescheduled() for _ in range(500)].count(False))


asyncio.run(main())
