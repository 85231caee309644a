# notify(n) wakes so many, in order; who was notified and is cancelled hands the notification on.
import asyncio


async def main():
    cond, log = asyncio.Condition(), []

    async def waiter(name):
        async with cond:
            log.append(f"{name} waits")
            try:
                print(name, await cond.wait())
                log.append(f"{name} woken")
            except asyncio.CancelledError:
                log.append(f"{name} cancelled, locked: {cond.locked()}")
                raise

    ts = [asyncio.create_task(waiter(n)) for n in "abcdef"]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print(log)
    async with cond:
        cond.notify(2)
        log.append("notified 2")
    for _ in range(5):
        await asyncio.sleep(0)
    print(log)
    async with cond:
        cond.notify()
        ts[2].cancel()
        ts[4].cancel()
    for _ in range(6):
        await asyncio.sleep(0)
    print(log)
    async with cond:
        cond.notify_all()
    print([type(r).__name__ for r in await asyncio.gather(*ts, return_exceptions=True)])
    print(log)
    for f in (cond.notify, cond.notify_all):
        try:
            f()
        except RuntimeError as e:
            print(e)
    try:
        await cond.wait()
    except RuntimeError as e:
        print(e)

    box = []

    async def until(n):
        async with cond:
            print(n, await cond.wait_for(lambda: len(box) >= n), len(box))

    ts = [asyncio.create_task(until(n)) for n in (3, 1, 2)]
    for i in range(3):
        await asyncio.sleep(0)
        async with cond:
            box.append(i)
            cond.notify_all()
    await asyncio.gather(*ts)
    lock = asyncio.Lock()
    two = asyncio.Condition(lock), asyncio.Condition(lock)
    async with two[0]:
        print(two[1].locked(), lock.locked())
    print(repr(two[0])[-11:])


async def barrier():
    b, log = asyncio.Barrier(3), []

    async def come(name):
        async with b as place:
            log.append((name, place, b.n_waiting, b.broken))

    await asyncio.gather(*(come(n) for n in "abcdef"))
    print(log)
    ts = [asyncio.create_task(come(n)) for n in "xy"]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print(b.n_waiting, b.parties, repr(b)[-24:])
    await b.reset()
    print([type(r).__name__ for r in await asyncio.gather(*ts, return_exceptions=True)])
    await b.abort()
    try:
        await b.wait()
    except asyncio.BrokenBarrierError as e:
        print(e, b.broken)


asyncio.run(main())
asyncio.run(barrier())
