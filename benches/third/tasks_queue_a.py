"""Bounded queues: several producers, several consumers, join/task_done."""
import asyncio

PRODUCERS = 8
CONSUMERS = 5
ITEMS = 15000


async def producer(q, ident, n):
    value = ident + 1
    for i in range(n):
        value = (value * 1664525 + 1013904223) % 4294967296
        await q.put((ident, i, value >> 8))


async def consumer(q, results):
    count = 0
    total = 0
    try:
        while True:
            ident, seq, value = await q.get()
            total += (value ^ (seq * 7)) % 1000
            count += 1
            results["per"][ident] += 1
            q.task_done()
    finally:
        results["count"] += count
        results["total"] += total


async def run(maxsize):
    q = asyncio.Queue(maxsize)
    results = {"count": 0, "total": 0, "per": [0] * PRODUCERS}
    workers = [asyncio.create_task(consumer(q, results)) for _ in range(CONSUMERS)]
    await asyncio.gather(*(producer(q, i, ITEMS // 3) for i in range(PRODUCERS)))
    await q.join()
    for w in workers:
        w.cancel()
    await asyncio.gather(*workers, return_exceptions=True)
    print("maxsize", maxsize, results["count"], results["total"], min(results["per"]))


async def main():
    for size in (1, 4, 32, 0):
        await run(size)


asyncio.run(main())
