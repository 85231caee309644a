"""A tiny job supervisor: jobs spawn child jobs, done-callbacks account for them,
failing jobs are retried by spawning a fresh task."""
import asyncio
import contextvars

depth_var = contextvars.ContextVar("depth", default=0)


class JobError(Exception):
    def __init__(self, ident, attempt):
        super().__init__(f"job {ident} failed on attempt {attempt}")
        self.ident = ident
        self.attempt = attempt


class Supervisor:
    def __init__(self, max_depth):
        self.max_depth = max_depth
        self.live = set()
        self.finished = 0
        self.failed = 0
        self.retries = 0
        self.by_depth = [0] * (max_depth + 1)

    def spawn(self, coro):
        task = asyncio.create_task(coro)
        self.live.add(task)
        task.add_done_callback(self._on_done)
        return task

    def _on_done(self, task):
        self.live.discard(task)
        if task.exception() is None:
            self.finished += 1
        else:
            self.failed += 1

    async def with_retries(self, ident, limit=3):
        for attempt in range(1, limit + 1):
            try:
                return await self.spawn(self.job(ident, attempt))
            except JobError as err:
                self.retries += 1
                last = err
        return -last.attempt

    async def job(self, ident, attempt):
        depth = depth_var.get()
        self.by_depth[depth] += 1
        if ident % 11 == 3 and attempt < 1 + ident % 4:
            raise JobError(ident, attempt)
        if depth == self.max_depth:
            return ident % 101
        token = depth_var.set(depth + 1)
        children = [self.spawn(self.with_retries(ident * 3 + k + 1)) for k in range(3)]
        depth_var.reset(token)
        total = ident % 101
        for child in children:
            total += await child
        return total


async def main():
    total = 0
    sup = Supervisor(max_depth=7)
    for root in (0, 3, 5, 8):
        total += await sup.with_retries(root)
    await asyncio.sleep(0)
    print("total", total)
    print("finished", sup.finished, "failed", sup.failed, "retries", sup.retries)
    print("by depth", sup.by_depth)
    print("still live", len(sup.live))


asyncio.run(main())
