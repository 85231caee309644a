# Many producers and consumers at one queue: who gets what, in which order, with cancellations in between.
import asyncio


async def many():
    q, log = asyncio.Queue(maxsize=3), []

    async def producer(name, n):
        for i in range(n):
            await q.put((name, i))
            log.append(f"put {name}{i}")
            if i % 3 == 2:
                await asyncio.sleep(0)

    async def consumer(name):
        while True:
            item = await q.get()
            if item is None:
                return
            log.append(f"{name} got {item[0]}{item[1]}")
            await asyncio.sleep(0)
            q.task_done()

    cs = [asyncio.create_task(consumer(f"c{i}")) for i in range(3)]
    await asyncio.gather(*(producer(n, 6) for n in "abcd"))
    await q.join()
    print(len(log), q.qsize(), q.empty())
    for _ in cs:
        await q.put(None)
    await asyncio.gather(*cs)
    for i in range(0, len(log), 6):
        print(", ".join(log[i:i + 6]))


async def cancelled_getters():
    q, log = asyncio.Queue(), []

    async def get(name):
        try:
            log.append((name, await q.get()))
        except asyncio.CancelledError:
            log.append((name, "cancelled"))
            raise

    ts = [asyncio.create_task(get(n)) for n in "abcde"]
    await asyncio.sleep(0)
    print(repr(q)[-14:])
    ts[1].cancel()
    q.put_nowait(1)
    q.put_nowait(2)
    # the first has been woken, and is cancelled before it runs: its item goes to another
    ts[0].cancel()
    print(str(q))
    await asyncio.sleep(0)
    print(log, q.qsize())
    await asyncio.sleep(0)
    print(log, q.qsize())
    q.put_nowait(3)
    q.put_nowait(4)
    await asyncio.gather(*ts, return_exceptions=True)
    print(log, str(q))


async def cancelled_putters():
    q, log = asyncio.Queue(1), []

    async def put(name):
        try:
            await q.put(name)
            log.append(f"{name} in")
        except asyncio.CancelledError:
            log.append(f"{name} cancelled")
            raise

    ts = [asyncio.create_task(put(n)) for n in "abcde"]
    await asyncio.sleep(0)
    print(str(q))
    ts[2].cancel()
    print(q.get_nowait())
    ts[1].cancel()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print(log, str(q))
    print(q.get_nowait(), await q.get())
    await asyncio.gather(*ts, return_exceptions=True)
    print(log, str(q))


async def stolen():
    # a getter is woken, but somebody else takes the item first: it has to wait again, at the end of the line
    q, log = asyncio.Queue(), []

    async def get(name):
        log.append((name, await q.get()))

    ts = [asyncio.create_task(get(n)) for n in "ab"]
    await asyncio.sleep(0)
    q.put_nowait(1)
    print(q.get_nowait())
    await asyncio.sleep(0)
    q.put_nowait(2)
    q.put_nowait(3)
    await asyncio.gather(*ts)
    print(log)


async def other_orders():
    p = asyncio.PriorityQueue()
    for n in [5, 1, 4, 1, 5, 9, 2, 6]:
        p.put_nowait((n, f"x{p.qsize()}"))
    print([await p.get() for _ in range(8)])
    last = asyncio.LifoQueue(2)
    t = asyncio.create_task(asyncio.wait_for(last.join(), 5))
    await last.put(1)
    await last.put(2)
    late = asyncio.create_task(last.put(3))
    await asyncio.sleep(0)
    print(last.full(), last.maxsize, await last.get(), await last.get(), last._queue)
    await late
    print(await last.get(), last.empty())
    for _ in range(3):
        last.task_done()
    print(await t)

    class Odd:
        def __lt__(self, other):
            raise ArithmeticError("no order")

    waiting = asyncio.create_task(p.get())
    await asyncio.sleep(0)
    p.put_nowait(Odd())
    print(type(await waiting).__name__)
    p.put_nowait(Odd())
    try:
        p.put_nowait(Odd())
    except ArithmeticError as e:
        print(e)


async def shut_down():
    q, log = asyncio.Queue(1), []

    async def run(name, what):
        try:
            log.append((name, await what))
        except asyncio.QueueShutDown:
            log.append((name, "shut down"))

    ts = [asyncio.create_task(run(i, q.get())) for i in range(2)]
    await asyncio.sleep(0)
    q.shutdown()
    await asyncio.gather(*ts)
    for what in (q.put_nowait, q.put):
        try:
            r = what(1)
            if r is not None:
                await r
        except asyncio.QueueShutDown as e:
            print("shut down", e.args)
    q = asyncio.Queue(1)
    await q.put("x")
    ts = [asyncio.create_task(run(i, q.put(i))) for i in "pq"]
    joined = asyncio.create_task(run("join", q.join()))
    await asyncio.sleep(0)
    q.shutdown(immediate=True)
    await asyncio.gather(*ts, joined)
    print(log, str(q))


async def main():
    for part in (many, cancelled_getters, cancelled_putters, stolen, other_orders, shut_down):
        print("--", part.__name__)
        await part()


asyncio.run(main())
