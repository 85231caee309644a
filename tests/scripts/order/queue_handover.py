# Producers and consumers over a bounded queue, every hand-over printed.
import asyncio


async def producer(q, name, n):
    for i in range(n):
        print(f"{name} puts {i} (size {q.qsize()})")
        await q.put((name, i))
    print(name, "done")


async def consumer(q, name, n):
    for _ in range(n):
        item = await q.get()
        print(f"{name} got {item} (size {q.qsize()})")
        await asyncio.sleep(0)
    print(name, "done")


async def main():
    q = asyncio.Queue(2)
    await asyncio.gather(producer(q, "P", 4), producer(q, "Q", 3), consumer(q, "c", 4), consumer(q, "d", 3))
    print("empty", q.empty(), "full", q.full(), "max", q.maxsize)
    print("unbounded")
    q = asyncio.Queue()
    await asyncio.gather(consumer(q, "e", 3), consumer(q, "f", 1), producer(q, "R", 4))
    print("consumer first on size 1")
    q = asyncio.Queue(maxsize=1)
    await asyncio.gather(consumer(q, "g", 2), producer(q, "S", 2))


asyncio.run(main())
