import asyncio


async def producer(q: asyncio.Queue, pid: int, n: int) -> None:
    for i in range(n):
        await q.put((pid, i, (pid * 7919 + i * 104729) % 1009))


async def consumer(q: asyncio.Queue, stats: dict[int, int]) -> int:
    handled = 0
    while True:
        item = await q.get()
        if item is None:
            q.task_done()
            return handled
        pid, i, value = item
        stats[pid] = stats.get(pid, 0) + value * (i % 5)
        handled += 1
        q.task_done()


async def run(producers: int, consumers: int, bound: int, each: int) -> None:
    q: asyncio.Queue = asyncio.Queue(maxsize=bound)
    stats: dict[int, int] = {}
    cons = [asyncio.create_task(consumer(q, stats)) for _ in range(consumers)]
    async with asyncio.TaskGroup() as tg:
        for p in range(producers):
            tg.create_task(producer(q, p, each))
    await q.join()
    for _ in cons:
        await q.put(None)
    counts = await asyncio.gather(*cons)
    print(f"p={producers} c={consumers} bound={bound}: handled={sum(counts)}",
          "stats", [stats[k] for k in sorted(stats)][:6])


async def main() -> None:
    await run(4, 4, 10, 11000)
    await run(1, 8, 1, 20000)
    await run(10, 1, 64, 8000)
    await run(20, 20, 5, 2000)
    await run(3, 3, 0, 20000)


asyncio.run(main())
