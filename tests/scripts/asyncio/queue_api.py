# Queue: nowait forms, sizes, errors.
import asyncio


async def main():
    q = asyncio.Queue(maxsize=2)
    print(q.maxsize, q.qsize(), q.empty(), q.full())
    try:
        q.get_nowait()
    except asyncio.QueueEmpty as e:
        print("QueueEmpty", repr(e))
    q.put_nowait("a")
    await q.put("b")
    print(q.qsize(), q.empty(), q.full())
    try:
        q.put_nowait("c")
    except asyncio.QueueFull as e:
        print("QueueFull", repr(e))
    print(await q.get(), q.get_nowait(), q.qsize())
    try:
        await asyncio.wait_for(q.get(), 0.005)
    except TimeoutError:
        print("get timeout", q.qsize())
    q.put_nowait(1)
    q.put_nowait(2)
    try:
        await asyncio.wait_for(q.put(3), 0.005)
    except TimeoutError:
        print("put timeout", q.qsize())
    q.task_done()
    q.task_done()
    q.task_done()
    q.task_done()
    try:
        q.task_done()
    except ValueError as e:
        print("ValueError:", e)
    await q.join()
    u = asyncio.Queue()
    for i in range(5):
        u.put_nowait(i)
    print(u.full(), u.maxsize, [u.get_nowait() for _ in range(u.qsize())])
    neg = asyncio.Queue(-3)
    neg.put_nowait(1)
    print(neg.full(), neg.maxsize)
    getters = [asyncio.create_task(u.get()) for _ in range(3)]
    await asyncio.sleep(0)
    getters[0].cancel()
    u.put_nowait("x")
    u.put_nowait("y")
    print(await asyncio.gather(*getters[1:]), getters[0].cancelled())


asyncio.run(main())
