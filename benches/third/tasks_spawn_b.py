"""Tasks spawning tasks: a self-replicating job scheduler with a registry of
live tasks, names and fire-and-forget background work."""
import asyncio
import random


class Spawner:
    def __init__(self, seed):
        self.rng = random.Random(seed)
        self.live = set()
        self.finished = 0
        self.failed = 0
        self.score = 0
        self.peak = 0
        self.idle = asyncio.Event()

    def spawn(self, coro, name):
        task = asyncio.create_task(coro, name=name)
        self.live.add(task)
        self.peak = max(self.peak, len(self.live))
        task.add_done_callback(self._done)
        return task

    def _done(self, task):
        self.live.discard(task)
        if task.exception() is not None:
            self.failed += 1
        else:
            self.finished += 1
            self.score = (self.score * 17 + task.result()
                          + len(task.get_name())) % 998_244_353
        if not self.live:
            self.idle.set()

    async def job(self, depth, value):
        if value % 23 == 0:
            raise ValueError(value)
        if depth > 0:
            for k in range(self.rng.randint(1, 4)):
                self.spawn(self.job(depth - 1, value * 3 + k + 1), f"job-{depth}-{k}")
            await asyncio.sleep(0)
        return value % 1009


async def main():
    finished = failed = score = peak = 0
    for round_no in range(100):
        sp = Spawner(round_no)
        for i in range(8):
            sp.spawn(sp.job(5, round_no * 10 + i + 1), f"root-{i}")
        await sp.idle.wait()
        finished += sp.finished
        failed += sp.failed
        peak = max(peak, sp.peak)
        score = (score + sp.score) % 998_244_353
    print("finished", finished)
    print("failed", failed)
    print("peak", peak)
    print("score", score)


asyncio.run(main())
