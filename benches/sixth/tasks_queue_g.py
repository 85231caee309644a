# worker pool with retries, and shortest paths on a priority queue
import asyncio

SIZE = 20000


async def worker(name, jobs, results, stats):
    while True:
        n, tries = await jobs.get()
        try:
            if (n * 7 + tries) % 10 == 0 and tries < 3:
                stats["retry"] += 1
                jobs.put_nowait((n, tries + 1))
            else:
                await results.put((n, n * n % 1009))
                stats[name] = stats.get(name, 0) + 1
        finally:
            jobs.task_done()


async def pool(count):
    jobs, results = asyncio.Queue(), asyncio.Queue()
    stats = {"retry": 0}
    workers = [asyncio.create_task(worker(f"w{i}", jobs, results, stats)) for i in range(5)]
    for n in range(count):
        jobs.put_nowait((n, 0))
    await jobs.join()
    for w in workers:
        w.cancel()
    await asyncio.gather(*workers, return_exceptions=True)
    total = 0
    while not results.empty():
        n, value = results.get_nowait()
        total = (total + n * value) % 1000003
    return total, stats["retry"], sum(v for k, v in stats.items() if k != "retry")


def grid_neighbours(x, y, w, h):
    for dx, dy in ((1, 0), (0, 1), (-1, 0), (0, -1)):
        if 0 <= x + dx < w and 0 <= y + dy < h:
            yield x + dx, y + dy


async def dijkstra(w, h):
    queue = asyncio.PriorityQueue()
    best = {(0, 0): 0}
    await queue.put((0, (0, 0)))
    pops = 0
    while not queue.empty():
        cost, (x, y) = await queue.get()
        pops += 1
        if cost > best[x, y]:
            continue
        for nx, ny in grid_neighbours(x, y, w, h):
            c = cost + (nx * 7 + ny * 13) % 9 + 1
            if c < best.get((nx, ny), 10 ** 9):
                best[nx, ny] = c
                await queue.put((c, (nx, ny)))
    return best[w - 1, h - 1], pops


async def relay(stages, count):
    queues = [asyncio.Queue(1) for _ in range(stages + 1)]

    async def stage(i):
        while (item := await queues[i].get()) is not None:
            await queues[i + 1].put(item + i)
        await queues[i + 1].put(None)

    async def source():
        for n in range(count):
            await queues[0].put(n)
        await queues[0].put(None)

    tasks = [asyncio.create_task(stage(i)) for i in range(stages)]
    feeder = asyncio.create_task(source())
    out = []
    while (item := await queues[-1].get()) is not None:
        out.append(item)
    await asyncio.gather(feeder, *tasks)
    return len(out), sum(out)


async def main():
    print("pool", *await pool(SIZE * 2))
    print("dijkstra", *await dijkstra(20, SIZE // 20))
    print("relay", *await relay(6, SIZE))


asyncio.run(main())
