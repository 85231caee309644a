"""Worker pool over a PriorityQueue with follow-up jobs, LIFO scratch stack,
nowait calls, and shutdown through QueueShutDown."""
import asyncio
import random


class Job:
    __slots__ = ("prio", "seq", "size", "depth", "reply")

    def __init__(self, prio, seq, size, depth, reply):
        self.prio = prio
        self.seq = seq
        self.size = size
        self.depth = depth
        self.reply = reply

    def __lt__(self, other):
        return (self.prio, self.seq) < (other.prio, other.seq)


class Pool:
    def __init__(self, workers):
        self.jobs = asyncio.PriorityQueue()
        self.free = asyncio.LifoQueue(4)
        for i in range(4):
            self.free.put_nowait(i)
        self.seq = 0
        self.handled = 0
        self.order = 0
        self.workers = [asyncio.create_task(self.work(i)) for i in range(workers)]

    def submit(self, prio, size, depth=0):
        self.seq += 1
        fut = asyncio.get_running_loop().create_future()
        self.jobs.put_nowait(Job(prio, self.seq, size, depth, fut))
        return fut

    async def work(self, ident):
        while True:
            try:
                job = await self.jobs.get()
            except asyncio.QueueShutDown:
                return ident
            slot = await self.free.get()
            result = job.size * (slot + 1) % 101
            if job.size % 3 == 0:
                await asyncio.sleep(0)
            if job.depth < 2 and job.size % 4 == 0:
                self.submit(job.prio + 1, job.size // 2 + 1, job.depth + 1)
            self.order = (self.order * 131 + job.seq) % 1_000_000_007
            self.handled += 1
            self.free.put_nowait(slot)
            job.reply.set_result(result)
            self.jobs.task_done()


async def main():
    rng = random.Random(77)
    pool = Pool(9)
    total = 0
    for wave in range(220):
        replies = [pool.submit(rng.randrange(10), rng.randrange(1, 1000))
                   for _ in range(300)]
        for r in replies:
            total += await r
        if wave % 10 == 9:
            await pool.jobs.join()
    await pool.jobs.join()
    pool.jobs.shutdown()
    idents = await asyncio.gather(*pool.workers)
    print("handled", pool.handled, "submitted", pool.seq)
    print("total", total)
    print("order", pool.order)
    print("workers", sorted(idents), pool.free.qsize())


asyncio.run(main())
