# LifoQueue and PriorityQueue.
import asyncio


class Job:
    def __init__(self, prio, name):
        self.prio, self.name = prio, name

    def __lt__(self, other):
        return self.prio < other.prio

    def __repr__(self):
        return f"Job({self.prio}, {self.name!r})"


async def main():
    lifo = asyncio.LifoQueue()
    for i in range(5):
        lifo.put_nowait(i)
    print([await lifo.get() for _ in range(5)])
    pq = asyncio.PriorityQueue()
    for item in [(3, "c"), (1, "a"), (2, "b"), (1, "A"), (0, "zero")]:
        await pq.put(item)
    print([pq.get_nowait() for _ in range(pq.qsize())])
    for p, n in [(5, "five"), (1, "one"), (3, "three")]:
        pq.put_nowait(Job(p, n))
    print([await pq.get() for _ in range(3)])
    mixed = asyncio.PriorityQueue()
    mixed.put_nowait(1)
    try:
        mixed.put_nowait("x")
    except TypeError as e:
        print("TypeError:", e)
    nums = [(i * 37) % 101 for i in range(40)]
    pq = asyncio.PriorityQueue()
    for n in nums:
        pq.put_nowait(n)
    print([pq.get_nowait() for _ in nums] == sorted(nums))
    bounded = asyncio.LifoQueue(2)

    async def fill():
        for c in "abcd":
            await bounded.put(c)
            print("put", c)

    t = asyncio.create_task(fill())
    out = []
    for _ in range(4):
        await asyncio.sleep(0)
        out.append(await bounded.get())
    await t
    print(out)
    print(issubclass(asyncio.PriorityQueue, asyncio.Queue), issubclass(asyncio.LifoQueue, asyncio.Queue))


asyncio.run(main())
