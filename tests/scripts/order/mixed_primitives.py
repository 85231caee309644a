# Locks, events, queues and conditions released in one turn: who runs when.
import asyncio


async def main():
    lock, ev, q, sem = asyncio.Lock(), asyncio.Event(), asyncio.Queue(), asyncio.Semaphore(0)
    fut = asyncio.get_running_loop().create_future()
    log = []

    async def on_lock():
        async with lock:
            log.append("lock")

    async def on_event():
        await ev.wait()
        log.append("event")

    async def on_queue():
        log.append(f"queue {await q.get()}")

    async def on_sem():
        await sem.acquire()
        log.append("semaphore")

    async def on_future():
        log.append(f"future {await fut}")

    async def on_sleep():
        await asyncio.sleep(0)
        log.append("sleep")

    await lock.acquire()
    ts = [asyncio.create_task(f()) for f in (on_lock, on_event, on_queue, on_sem, on_future)]
    await asyncio.sleep(0)
    ts.append(asyncio.create_task(on_sleep()))
    sem.release()
    q.put_nowait(1)
    lock.release()
    fut.set_result("f")
    ev.set()
    for i in range(4):
        log.append(f"main {i}")
        await asyncio.sleep(0)
    await asyncio.gather(*ts)
    print("\n".join(log))


asyncio.run(main())
