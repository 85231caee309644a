# deadlines, hedged requests, cancellation in finally blocks
import asyncio

ROUNDS = 3900


async def answer(n, hops):
    for _ in range(hops):
        await asyncio.sleep(0)
    return n + hops


async def hedged(n):
    """Ask two servers, take the first answer, cancel the other."""
    tasks = [asyncio.create_task(answer(n, 1)), asyncio.create_task(answer(n, 9))]
    done, pending = await asyncio.wait(tasks, timeout=20, return_when=asyncio.FIRST_COMPLETED)
    for p in pending:
        p.cancel()
    await asyncio.gather(*pending, return_exceptions=True)
    return min(t.result() for t in done), len(pending)


async def deadline_chain(n, loop):
    async with asyncio.timeout_at(loop.time() + 25) as outer:
        async with asyncio.timeout(15) as inner:
            value = await answer(n, 2)
        value += inner.when() < outer.when()
    return value, outer.expired()


async def never(log):
    try:
        await asyncio.Future()
    finally:
        log.append(len(log))


async def expired(log, delay):
    try:
        await asyncio.wait_for(never(log), delay)
    except TimeoutError as exc:
        return type(exc.__cause__).__name__ if exc.__cause__ else "bare"
    return "value"


async def nested_expiry(log):
    try:
        async with asyncio.timeout(30):
            try:
                async with asyncio.timeout(0.001):
                    await never(log)
            except TimeoutError:
                log.append(-1)
            return await answer(1, 1)
    except TimeoutError:
        return -1


async def stubborn():
    """Needs to be told twice."""
    told = 0
    while told < 2:
        try:
            await asyncio.sleep(3600)
        except asyncio.CancelledError:
            told += 1
    return told


async def shielded(value):
    inner = asyncio.ensure_future(answer(value, 3))
    try:
        async with asyncio.timeout(0):
            await asyncio.shield(inner)
    except TimeoutError:
        return await inner + 1000
    return 0


async def main():
    loop = asyncio.get_running_loop()
    total = lost = 0
    log = []
    told = 0
    for r in range(ROUNDS):
        value, pending = await hedged(r)
        total += value
        lost += pending
        value, late = await deadline_chain(r, loop)
        total += value + late
        t = asyncio.create_task(stubborn())
        for _ in range(2):
            await asyncio.sleep(0)
            t.cancel()
        told += await t
        total += await shielded(r)
        total += await asyncio.wait_for(answer(r, 1), 30)
        c = asyncio.create_task(never(log))
        await asyncio.sleep(0)
        c.cancel()
        await asyncio.wait([c])
        lost += c.cancelled()
    print("total", total, "lost", lost, "told", told)
    kinds = await asyncio.gather(*(expired(log, 0.001 * (i % 5)) for i in range(ROUNDS)))
    print("kinds", sorted(set(kinds)), len(kinds))
    print("nested", sum(await asyncio.gather(*(nested_expiry(log) for _ in range(ROUNDS // 2)))), len(log))


asyncio.run(main())
