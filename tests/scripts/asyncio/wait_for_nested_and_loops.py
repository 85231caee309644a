# wait_for in loops, nested, around primitives, with values that race.
import asyncio


async def poll(q, tries):
    got = []
    for _ in range(tries):
        try:
            got.append(await asyncio.wait_for(q.get(), 0.02))
        except TimeoutError:
            got.append("-")
    return got


async def main():
    q = asyncio.Queue()

    async def feeder():
        await asyncio.sleep(0.03)
        q.put_nowait("a")
        q.put_nowait("b")
        await asyncio.sleep(0.05)
        q.put_nowait("c")

    f = asyncio.create_task(feeder())
    got = await poll(q, 7)
    await f
    print([g for g in got if g != "-"], "-" in got)
    lock = asyncio.Lock()
    await lock.acquire()
    for _ in range(2):
        try:
            await asyncio.wait_for(lock.acquire(), 0.002)
        except TimeoutError:
            print("lock busy")
    lock.release()
    print(await asyncio.wait_for(lock.acquire(), 1))
    ev = asyncio.Event()
    results = await asyncio.gather(*(asyncio.wait_for(ev.wait(), t) for t in (0.002, 5)), asyncio.sleep(0.03), set_later(ev), return_exceptions=True)
    print([type(r).__name__ if isinstance(r, Exception) else r for r in results])
    try:
        await asyncio.wait_for(asyncio.wait_for(asyncio.sleep(5), 3), 0.002)
    except TimeoutError:
        print("outer limit")
    try:
        await asyncio.wait_for(asyncio.wait_for(asyncio.sleep(5), 0.002), 3)
    except TimeoutError:
        print("inner limit")
    fut = asyncio.get_running_loop().create_future()
    fut.set_result("ready")
    print(await asyncio.wait_for(fut, 0), await asyncio.wait_for(fut, -5))
    async def fails():
        raise KeyError("x")
    t = asyncio.create_task(fails())
    try:
        await asyncio.wait_for(t, 1)
    except KeyError as e:
        print(repr(e))


async def set_later(ev):
    await asyncio.sleep(0.02)
    ev.set()
    return "set"


asyncio.run(main())
