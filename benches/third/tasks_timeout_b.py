"""Cancellation and cleanup: sessions cancelled in various states, shields,
suppressed cancels, nested finally blocks that await."""
import asyncio


class Resource:
    opened = 0
    closed = 0

    async def __aenter__(self):
        Resource.opened += 1
        return self

    async def __aexit__(self, et, ev, tb):
        await asyncio.sleep(0)
        Resource.closed += 1
        return False


async def session(n, log):
    try:
        async with Resource():
            async with Resource():
                while True:
                    await asyncio.sleep(0 if n % 2 else 3600)
    except asyncio.CancelledError as exc:
        log["cancelled"] += 1
        if exc.args:
            log["msgs"] += len(exc.args[0])
        if n % 3 == 0:
            raise
        return n
    finally:
        await asyncio.sleep(0)
        log["final"] += 1


async def stubborn(log):
    misses = 0
    while misses < 3:
        try:
            await asyncio.sleep(100)
        except asyncio.CancelledError:
            misses += 1
            asyncio.current_task().uncancel()
    log["stubborn"] += 1
    return misses


async def commit(log):
    for _ in range(3):
        await asyncio.sleep(0)
    log["commits"] += 1


async def saver(log):
    inner = asyncio.ensure_future(commit(log))
    try:
        await asyncio.shield(inner)
    except asyncio.CancelledError:
        await inner
        log["saved"] += 1
        raise


async def round_of(size, log):
    tasks = [asyncio.create_task(session(i, log)) for i in range(size)]
    stubs = [asyncio.create_task(stubborn(log)) for _ in range(size // 4)]
    savers = [asyncio.create_task(saver(log)) for _ in range(size // 2)]
    await asyncio.sleep(0)
    for i, t in enumerate(tasks):
        t.cancel("bye" if i % 5 == 0 else None)
    for t in savers:
        t.cancel()
    while not all(t.done() for t in stubs):
        for t in stubs:
            t.cancel()
        await asyncio.sleep(0)
    results = await asyncio.gather(*tasks, *savers, return_exceptions=True)
    log["raised"] += sum(isinstance(r, asyncio.CancelledError) for r in results)
    return sum(r for r in results if isinstance(r, int))


async def main():
    log = {k: 0 for k in ("cancelled", "msgs", "final", "stubborn", "commits",
                          "saved", "raised")}
    total = 0
    for _ in range(190):
        total += await round_of(100, log)
    print("total", total)
    print("resources", Resource.opened, Resource.closed)
    for key, value in log.items():
        print(key, value)


asyncio.run(main())
