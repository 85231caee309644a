import asyncio

# One-at-a-time spawn/await, done-callbacks and a set of background tasks.


class Spawner:
    def __init__(self):
        self.background = set()
        self.finished = 0
        self.sum = 0

    def _on_done(self, task):
        self.background.discard(task)
        self.finished += 1
        self.sum = (self.sum + task.result()) & 0xFFFFFF

    def spawn(self, coro, name=None):
        task = asyncio.create_task(coro, name=name)
        self.background.add(task)
        task.add_done_callback(self._on_done)
        return task

    async def drain(self):
        while self.background:
            await asyncio.wait(self.background)


async def job(a, b):
    return a * b + (a ^ b)


async def chained(depth):
    if depth == 0:
        return 1
    return 1 + await asyncio.create_task(chained(depth - 1))


async def main():
    sp = Spawner()
    # phase 1: sequential
    acc = 0
    for i in range(40000):
        acc = (acc + await asyncio.create_task(job(i, i >> 3))) & 0xFFFFFFFF
    print("sequential", acc)

    # phase 2: fire and forget with callbacks
    for batch in range(40):
        for i in range(800):
            sp.spawn(job(batch, i), name="job-%d-%d" % (batch, i))
        await sp.drain()
    await asyncio.sleep(0)
    print("background", sp.finished, sp.sum, len(sp.background))

    # phase 3: tasks spawning tasks
    total = 0
    for i in range(120):
        total += await chained(150 + i % 7)
    print("chained", total)


asyncio.run(main())
