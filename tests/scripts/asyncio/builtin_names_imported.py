# from asyncio import ..., import asyncio as aio, names under other names.
import asyncio as aio
from asyncio import CancelledError, Event, Lock, Queue, Semaphore, create_task, gather, run, sleep, wait_for
from asyncio import TimeoutError as AsyncTimeout, TaskGroup as Group


async def job(q, n):
    for i in range(n):
        await sleep(0)
        await q.put(i)
    return n


async def main():
    q = Queue()
    t = create_task(job(q, 3))
    print(await gather(t, job(q, 2)))
    print(sorted(q.get_nowait() for _ in range(q.qsize())))
    try:
        await wait_for(Event().wait(), 0.001)
    except AsyncTimeout:
        print("timeout")
    async with Lock(), Semaphore(1):
        print("both")
    async with Group() as g:
        t = g.create_task(sleep(0, "g"))
    print(t.result())
    t = create_task(sleep(5))
    t.cancel()
    try:
        await t
    except CancelledError:
        print("cancelled")
    print(aio.Queue is Queue, aio.__name__)


run(main())
