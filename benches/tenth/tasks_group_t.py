import asyncio


class Flaky(Exception):
    def __init__(self, n):
        super().__init__(f"flaky {n}")
        self.n = n


async def work(n, bad):
    await asyncio.sleep(0)
    if n == bad:
        raise Flaky(n)
    await asyncio.sleep(0)
    return n * n


async def fanout(width, bad=-1):
    """Returns (ok, cancelled, failed)."""
    tasks = []
    failed = []
    try:
        async with asyncio.TaskGroup() as tg:
            for n in range(width):
                tasks.append(tg.create_task(work(n, bad)))
    except* Flaky as eg:
        failed = [e.n for e in eg.exceptions]
    ok = sum(t.result() for t in tasks if not t.cancelled() and t.exception() is None)
    cancelled = sum(t.cancelled() for t in tasks)
    return ok, cancelled, failed


async def nested(depth):
    if depth == 0:
        return 1
    async with asyncio.TaskGroup() as tg:
        a = tg.create_task(nested(depth - 1))
        b = tg.create_task(nested(depth - 1))
        c = tg.create_task(nested(depth - 1))
    return a.result() + b.result() + c.result()


async def main():
    good = bad = cancelled = 0
    for r in range(600):
        ok, can, fails = await fanout(60, bad=r % 120)
        good += ok
        cancelled += can
        bad += len(fails)
    print("fanout", good, cancelled, bad)
    print("nested", await nested(9))
    ok, can, fails = await fanout(8000)
    print("wide", ok, can, fails)


asyncio.run(main())
