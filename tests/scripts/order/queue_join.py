# task_done and join, and who runs when join is released.
import asyncio


async def worker(q, name):
    try:
        while True:
            n = await q.get()
            print(name, "works on", n)
            for _ in range(n):
                await asyncio.sleep(0)
            print(name, "finished", n)
            q.task_done()
    except asyncio.CancelledError:
        print(name, "cancelled")
        raise


async def joiner(q, name):
    await q.join()
    print(name, "joined")


async def main():
    q = asyncio.Queue()
    for n in [2, 0, 3, 1]:
        q.put_nowait(n)
    ws = [asyncio.create_task(worker(q, w)) for w in "AB"]
    js = [asyncio.create_task(joiner(q, j)) for j in ("j1", "j2")]
    await q.join()
    print("main joined")
    await asyncio.gather(*js)
    for w in ws:
        w.cancel()
    r = await asyncio.gather(*ws, return_exceptions=True)
    print([type(x).__name__ for x in r])
    await q.join()
    print("join of a finished queue returns at once")
    try:
        q.task_done()
    except ValueError as e:
        print("ValueError:", e)


asyncio.run(main())
