# Messages of cancellations that strike later, at primitives too; coroutines driven by hand that wait at a primitive.
import asyncio


async def cancels_itself(wait):
    asyncio.current_task().cancel("from inside")
    try:
        await wait()
    except asyncio.CancelledError as e:
        print("struck", e.args)
        return "swallowed"


async def at_primitives():
    full = asyncio.Queue(1)
    full.put_nowait("first")
    lock = asyncio.Lock()
    await lock.acquire()
    waits = [lambda: full.put("item"), lock.acquire, asyncio.Event().wait, lambda: asyncio.sleep(1), lambda: asyncio.sleep(0)]
    for wait in waits:
        task = asyncio.create_task(cancels_itself(wait))
        try:
            print(await task, task.cancelled(), task.cancelling())
        except asyncio.CancelledError as e:
            print("ended", e.args)
    print(full.qsize(), full.get_nowait())


async def ready():
    async def work():
        try:
            await asyncio.sleep(0)
        except asyncio.CancelledError as e:
            print("inside", e.args)
            raise

    for message in ("one", None, "two"):
        task = asyncio.create_task(work())
        await asyncio.sleep(0)
        print(task.cancel(message) if message else task.cancel(), task.cancelling())
        try:
            await task
        except asyncio.CancelledError as e:
            print("outside", e.args)
    task = asyncio.create_task(work())
    task.cancel("never began")
    task.cancel("second")
    try:
        await task
    except asyncio.CancelledError as e:
        print(e.args)
    try:
        task.result()
    except asyncio.CancelledError as e:
        print(e.args)
    task = asyncio.create_task(work())
    task.cancel("taken back")
    print(task.uncancel())
    print(await task)


async def futures():
    f = asyncio.get_running_loop().create_future()
    f.add_done_callback(lambda f: print("callback", f.cancelled()))
    print(f.cancel("reason"), f.cancel("again"))
    for _ in range(2):
        try:
            await f
        except asyncio.CancelledError as e:
            print(e.args)
    print(f.remove_done_callback(print))
    results = await asyncio.gather(f, return_exceptions=True)
    print(results)
    print(repr(f))


class ByHand:
    def __init__(self, coro):
        self.coro = coro

    def __await__(self):
        step = None
        while True:
            try:
                waiting = self.coro.send(step)
            except StopIteration as e:
                return e.value
            step = yield waiting


async def driven():
    lock, queue = asyncio.Lock(), asyncio.Queue(1)

    async def locked(n):
        async with lock:
            await asyncio.sleep(0)
            return n

    async def put(n):
        await queue.put(n)
        return n

    async def through_lock(n):
        return await ByHand(locked(n))

    async def through_queue(n):
        return await ByHand(put(n))

    print(await asyncio.gather(*(through_lock(i) for i in range(4))))
    puts = [asyncio.create_task(through_queue(i)) for i in range(4)]
    got = [await queue.get() for _ in range(4)]
    print(got, await asyncio.gather(*puts))
    await lock.acquire()
    task = asyncio.create_task(through_lock(9))
    await asyncio.sleep(0)
    task.cancel("no lock")
    lock.release()
    try:
        await task
    except asyncio.CancelledError as e:
        print("cancelled", e.args)
    print(lock.locked())


async def main():
    await at_primitives()
    await ready()
    await futures()
    await driven()


asyncio.run(main())
