# Queue.shutdown: graceful and immediate.
import asyncio


async def main():
    q = asyncio.Queue()
    for i in range(3):
        q.put_nowait(i)
    q.shutdown()
    try:
        q.put_nowait(9)
    except asyncio.QueueShutDown as e:
        print("put after shutdown:", repr(e))
    print([await q.get() for _ in range(3)])
    try:
        await q.get()
    except asyncio.QueueShutDown as e:
        print("get after drain:", repr(e))
    q = asyncio.Queue(1)

    async def getter(name):
        try:
            while True:
                print(name, "got", await q.get())
                q.task_done()
        except asyncio.QueueShutDown:
            print(name, "shut down")

    async def putter():
        try:
            for i in range(10):
                await q.put(i)
        except asyncio.QueueShutDown:
            print("putter shut down at", i)

    gs = [asyncio.create_task(getter(n)) for n in "ab"]
    await asyncio.sleep(0)
    await q.put("x")
    await asyncio.sleep(0)
    q.shutdown()
    await asyncio.gather(*gs)
    q = asyncio.Queue(2)
    p = asyncio.create_task(putter())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    j = asyncio.create_task(q.join())
    q.shutdown(immediate=True)
    await p
    await j
    print("empty after immediate", q.qsize(), q.empty())
    try:
        q.get_nowait()
    except asyncio.QueueShutDown:
        print("nothing left")


asyncio.run(main())
