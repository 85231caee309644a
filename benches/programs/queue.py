# Producers and consumers over bounded queues.
import asyncio


async def producer(q, n):
    for i in range(n):
        await q.put(i)


async def consumer(q, n):
    total = 0
    for _ in range(n):
        total += await q.get()
        q.task_done()
    return total


async def main():
    q = asyncio.Queue(maxsize=16)
    cs = [asyncio.create_task(consumer(q, 20_000)) for _ in range(4)]
    await asyncio.gather(*(producer(q, 20_000) for _ in range(4)))
    await q.join()
    print(sum(await asyncio.gather(*cs)))


asyncio.run(main())
