# Condition: wait, notify, wait_for, its lock.
import asyncio


async def main():
    lock = asyncio.Lock()
    cond = asyncio.Condition(lock)
    print(cond.locked())
    async with cond:
        print(cond.locked(), lock.locked())
    items = []

    async def consumer(name):
        async with cond:
            while not items:
                await cond.wait()
            print(name, "takes", items.pop(0))

    async def producer():
        for i in range(4):
            await asyncio.sleep(0.001)
            async with cond:
                items.append(i)
                cond.notify()

    await asyncio.gather(consumer("a"), consumer("b"), consumer("c"), consumer("d"), producer())
    print(items)
    ready = False

    async def wait_ready():
        async with cond:
            return await cond.wait_for(lambda: ready)

    ws = [asyncio.create_task(wait_ready()) for _ in range(3)]
    await asyncio.sleep(0)
    async with cond:
        cond.notify_all()
    await asyncio.sleep(0.002)
    print([w.done() for w in ws])
    ready = True
    async with cond:
        cond.notify_all()
    print(await asyncio.gather(*ws))
    t = asyncio.create_task(consumer("never"))
    await asyncio.sleep(0)
    t.cancel()
    await asyncio.wait([t])
    print("cancelled waiter gave the lock back:", not lock.locked(), t.cancelled())
    await cond.acquire()
    try:
        await asyncio.wait_for(cond.wait(), 0.005)
    except TimeoutError:
        print("timeout; lock is held again:", cond.locked())
    cond.release()
    print(cond.locked())


asyncio.run(main())
