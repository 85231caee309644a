"""asyncio.timeout and wait_for around operations that mostly succeed, some of
which hang forever and must time out at once."""
import asyncio


async def quick(n):
    await asyncio.sleep(0)
    return n * 2


async def chatty(n):
    for _ in range(n % 4):
        await asyncio.sleep(0)
    return n + 1


async def hang(log):
    try:
        await asyncio.get_running_loop().create_future()
    finally:
        log.append(1)


async def with_timeout(n, log, stats):
    try:
        async with asyncio.timeout(30) as outer:
            async with asyncio.timeout(10 if n % 10 else 0):
                if n % 10 == 0:
                    await hang(log)
                value = await quick(n)
            if n % 7 == 0:
                outer.reschedule(asyncio.get_running_loop().time() + 60)
            return value + await chatty(n)
    except TimeoutError:
        stats["timeout"] += 1
        return -1


async def with_wait_for(n, log, stats):
    try:
        if n % 9 == 0:
            return await asyncio.wait_for(hang(log), 0)
        if n % 25 == 1:
            return await asyncio.wait_for(hang(log), 0.00001)
        return await asyncio.wait_for(chatty(n), 5)
    except asyncio.TimeoutError:
        stats["wait_for"] += 1
        return -2


async def client(ident, count, log, stats):
    total = 0
    for i in range(count):
        n = ident * count + i
        total += await with_timeout(n, log, stats)
        total += await with_wait_for(n, log, stats)
    return total


async def main():
    log = []
    stats = {"timeout": 0, "wait_for": 0}
    totals = await asyncio.gather(*(client(i, 1300, log, stats) for i in range(20)))
    print("total", sum(totals))
    print("timeouts", stats["timeout"], stats["wait_for"])
    print("cleanups", len(log) <= stats["timeout"] + stats["wait_for"])


asyncio.run(main())
