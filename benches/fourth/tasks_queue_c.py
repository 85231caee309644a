"""Producers and consumers on asyncio queues."""
import asyncio

STOP = object()


async def producer(q, name, n):
    for i in range(n):
        await q.put((name, i))
    return n


async def consumer(q, stats):
    while True:
        name, i = await q.get()
        stats[name] = stats.get(name, 0) + i
        q.task_done()


async def fan_in(n_producers=6, n_consumers=4, each=18000, maxsize=20):
    q = asyncio.Queue(maxsize=maxsize)
    stats = {}
    consumers = [asyncio.create_task(consumer(q, stats)) for _ in range(n_consumers)]
    made = await asyncio.gather(*(producer(q, f"p{k}", each + k) for k in range(n_producers)))
    await q.join()
    for c in consumers:
        c.cancel()
    await asyncio.gather(*consumers, return_exceptions=True)
    return sum(made), stats


async def stage(src, dst, fn):
    while (item := await src.get()) is not STOP:
        result = fn(item)
        if result is not None:
            await dst.put(result)
    await dst.put(STOP)


async def pipeline(n):
    qs = [asyncio.Queue(8) for _ in range(5)]
    fns = [lambda x: x + 1, lambda x: x if x % 3 else None, lambda x: x * x, lambda x: x % 1009]
    stages = [asyncio.create_task(stage(a, b, f)) for a, b, f in zip(qs, qs[1:], fns)]

    async def feed():
        for i in range(n):
            await qs[0].put(i)
        await qs[0].put(STOP)

    feeder = asyncio.create_task(feed())
    out = []
    while (x := await qs[-1].get()) is not STOP:
        out.append(x)
    await asyncio.gather(feeder, *stages)
    return len(out), sum(out)


async def priorities(n):
    pq = asyncio.PriorityQueue()
    lifo = asyncio.LifoQueue()
    for i in range(n):
        pq.put_nowait(((i * 37) % 101, i))
        lifo.put_nowait(i)
    first = [await pq.get() for _ in range(n)]
    last = [await lifo.get() for _ in range(n)]
    try:
        pq.get_nowait()
    except asyncio.QueueEmpty:
        print("drained")
    return first == sorted(first), last[:3]


async def main():
    total, stats = await fan_in()
    print(total, sorted(stats.items()))
    print(await pipeline(50000))
    print(await priorities(20000))


asyncio.run(main())
