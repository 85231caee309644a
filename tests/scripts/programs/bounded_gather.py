# Helpers people write: bounded gather, amap, race, first successful, timeout with default.
import asyncio


async def bounded(limit, *aws):
    sem = asyncio.Semaphore(limit)

    async def one(a):
        async with sem:
            return await a
    return await asyncio.gather(*map(one, aws))


async def amap(f, items, limit=3):
    items = list(items)
    pending, results, i = set(), {}, 0
    while i < len(items) or pending:
        while i < len(items) and len(pending) < limit:
            t = asyncio.create_task(f(items[i]))
            t.index = i if False else None
            results[t] = i
            pending.add(t)
            i += 1
        done, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
    return [t.result() for t, _ in sorted(results.items(), key=lambda p: p[1])]


async def race(*aws):
    tasks = [asyncio.ensure_future(a) for a in aws]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        return next(t for t in tasks if t in done).result()
    finally:
        for t in tasks:
            t.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def first_ok(*aws):
    errors = []
    for c in asyncio.as_completed(aws):
        try:
            return await c
        except Exception as e:
            errors.append(e)
    raise ExceptionGroup("all failed", errors)


async def or_default(aw, timeout, default=None):
    try:
        return await asyncio.wait_for(aw, timeout)
    except TimeoutError:
        return default


async def job(v, d=0.0, fail=False):
    try:
        await asyncio.sleep(d)
    except asyncio.CancelledError:
        print("cancelled", v)
        raise
    if fail:
        raise ValueError(v)
    return v


class peak:
    now = top = 0


async def counted(x):
    peak.now += 1
    peak.top = max(peak.top, peak.now)
    await asyncio.sleep(0.001)
    peak.now -= 1
    return x * x


async def main():
    print(await bounded(2, *(counted(i) for i in range(6))), peak.top)
    peak.top = 0
    print(await race(job("slow", 5), job("quick", 0.01), job("also slow", 5)))
    print(await first_ok(job("bad", 0.01, True), job("good", 0.03)))
    try:
        await first_ok(job("x", 0.001, True), job("y", 0.02, True))
    except ExceptionGroup as eg:
        print(eg, [str(e) for e in eg.exceptions])
    print(await or_default(job(1), 1), await or_default(job(2, 5), 0.01, "default"))
    print(await amap(counted, range(7)) if hasattr(asyncio.current_task(), "index") else "no task attributes")


asyncio.run(main())
