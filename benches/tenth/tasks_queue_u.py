# Pipeline of three stages: FIFO -> priority -> LIFO, all bounded.
import asyncio
import random
from asyncio import LifoQueue, PriorityQueue, Queue, QueueEmpty, QueueFull

N = 45000
STOP = 10 ** 9


class Job:
    created = 0

    def __init__(self, prio, payload):
        Job.created += 1
        self.seq = Job.created
        self.prio = prio
        self.payload = payload

    def __lt__(self, other):
        if self.prio != other.prio:
            return self.prio < other.prio
        return self.seq < other.seq

    def __repr__(self):
        return "Job(%d,%d)" % (self.prio, self.payload)


async def source(out):
    rng = random.Random(77)
    for i in range(N):
        await out.put(Job(rng.randint(0, 99), i))
    await out.put(Job(STOP, -1))


async def prioritise(inp, out):
    while True:
        job = await inp.get()
        await out.put(job)
        if job.prio == STOP:
            break


async def pick(inp, out, order):
    while True:
        job = await inp.get()
        if job.prio == STOP:
            await out.put(None)
            return
        order.append(job.prio)
        await out.put(job.payload)


async def sink(inp):
    h = 0
    count = 0
    done = False
    while not (done and inp.empty()):
        v = await inp.get()
        if v is None:
            done = True
            continue
        h = (h * 33 + v) % 4294967291
        count += 1
    return count, h


def nowait_phase():
    pq = PriorityQueue(maxsize=500)
    full = empty = 0
    total = 0
    rng = random.Random(5)
    for i in range(100000):
        try:
            pq.put_nowait((rng.randrange(1000), i))
        except QueueFull:
            full += 1
            while True:
                try:
                    p, k = pq.get_nowait()
                    total += p * (k & 15)
                except QueueEmpty:
                    empty += 1
                    break
    return full, empty, total, pq.qsize()


async def main():
    a, b, c = Queue(100), PriorityQueue(250), LifoQueue(50)
    order = []
    *_, result = await asyncio.gather(
        source(a), prioritise(a, b), pick(b, c, order), sink(c))
    print("pipeline", result)
    inversions = sum(1 for x, y in zip(order, order[1:]) if x > y)
    print("order", len(order), order[:10], inversions)
    print("nowait", nowait_phase())
    print("sample", Job(3, 4), Job.created)


asyncio.run(main())
