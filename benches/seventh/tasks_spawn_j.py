"""Batch jobs: spawn a task per job, collect by callback and await, cancel some."""
import asyncio
import contextvars

ROUNDS = 180
JOBS = 300

request_id = contextvars.ContextVar("request_id", default=-1)


def collatz_steps(n):
    steps = 0
    while n != 1 and steps < 12:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps


class Stats:
    def __init__(self):
        self.done = 0
        self.cancelled = 0
        self.failed = 0
        self.total = 0

    def on_done(self, task):
        if task.cancelled():
            self.cancelled += 1
        elif task.exception() is not None:
            self.failed += 1
        else:
            self.done += 1
            self.total += task.result()


async def job(number):
    request_id.set(number)
    value = collatz_steps(number + 1)
    if number % 50 == 17:
        raise ValueError(number)
    if number % 25 == 3:
        await asyncio.Event().wait()
    if number % 2:
        await asyncio.sleep(0)
    return value + (request_id.get() & 3)


async def batch(stats, base):
    tasks = []
    for k in range(JOBS):
        task = asyncio.create_task(job(base + k), name=f"job-{base + k}")
        task.add_done_callback(stats.on_done)
        tasks.append(task)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    stuck = [t for t in tasks if not t.done()]
    for t in stuck:
        t.cancel()
    names = 0
    for t in tasks:
        try:
            await t
        except ValueError as exc:
            names += exc.args[0] % 7
        except asyncio.CancelledError:
            names += len(t.get_name())
    return names


async def main():
    stats = Stats()
    names = 0
    for r in range(ROUNDS):
        names += await batch(stats, r * JOBS)
    print("done", stats.done, "cancelled", stats.cancelled, "failed", stats.failed)
    print("total", stats.total, "names", names)
    print("outer request id", request_id.get())


asyncio.run(main())
