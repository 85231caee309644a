"""Producers and consumers over Queue, PriorityQueue and LifoQueue."""
import asyncio

ITEMS = 37000


async def producer(queue, start, count):
    for i in range(count):
        await queue.put(start + i)


async def consumer(queue, sums, slot):
    while True:
        item = await queue.get()
        if item is None:
            queue.task_done()
            return
        sums[slot] += item * item % 17
        queue.task_done()


async def plain_queue():
    queue = asyncio.Queue(maxsize=16)
    sums = [0] * 4
    consumers = [asyncio.create_task(consumer(queue, sums, k)) for k in range(4)]
    producers = [asyncio.create_task(producer(queue, k * ITEMS, ITEMS)) for k in range(3)]
    for p in producers:
        await p
    for _ in consumers:
        await queue.put(None)
    await queue.join()
    for c in consumers:
        await c
    return sum(sums)


class Job:
    def __init__(self, priority, name):
        self.priority = priority
        self.name = name

    def __lt__(self, other):
        return (self.priority, self.name) < (other.priority, other.name)


async def priority_queue():
    queue = asyncio.PriorityQueue()
    for i in range(ITEMS):
        await queue.put(Job((i * 37) % 101, f"job{i}"))
    order = []
    while not queue.empty():
        job = await queue.get()
        order.append(job)
        if job.priority % 10 == 9 and len(order) < ITEMS * 2:
            queue.put_nowait(Job(job.priority + 1, job.name + "+"))
    ups = sum(1 for a, b in zip(order, order[1:]) if b < a)
    return len(order), ups, order[-1].name


async def stack_search(limit):
    stack = asyncio.LifoQueue()
    await stack.put((1, 0))
    visited = 0
    deepest = 0
    while True:
        try:
            value, depth = stack.get_nowait()
        except asyncio.QueueEmpty:
            break
        visited += 1
        deepest = max(deepest, depth)
        for nxt in (value * 2, value * 2 + 1):
            if nxt <= limit:
                await stack.put((nxt, depth + 1))
    return visited, deepest


async def main():
    print("plain", await plain_queue())
    print("priority", *await priority_queue())
    print("lifo", *await stack_search(ITEMS * 4))


asyncio.run(main())
