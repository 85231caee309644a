# Who gets a contended lock, and in which turn of the loop; cancellation in the middle hands the lock on.
import asyncio

turn = 0


async def ticker(n):
    global turn
    for _ in range(n):
        await asyncio.sleep(0)
        turn += 1


async def holder(name, lock, steps, log):
    try:
        log.append((turn, name, "asks"))
        async with lock:
            log.append((turn, name, "has"))
            for _ in range(steps):
                await asyncio.sleep(0)
            log.append((turn, name, "gives"))
    except asyncio.CancelledError:
        log.append((turn, name, "cancelled"))
        raise


async def plain():
    lock, log = asyncio.Lock(), []
    tick = asyncio.create_task(ticker(60))
    tasks = [asyncio.create_task(holder(c, lock, i % 3, log)) for i, c in enumerate("abcdef")]
    await asyncio.gather(*tasks)
    for entry in log:
        print(*entry)
    print(repr(lock)[-11:])
    tick.cancel()


async def cancelled_while_waiting():
    lock, log = asyncio.Lock(), []
    await lock.acquire()
    tasks = [asyncio.create_task(holder(c, lock, 1, log)) for c in "abcd"]
    await asyncio.sleep(0)
    print(lock.locked(), repr(lock)[-22:])
    tasks[1].cancel("not you")
    print(repr(lock)[-22:])
    await asyncio.sleep(0)
    print(repr(lock)[-22:])
    lock.release()
    # woken, but not yet run: nobody else may take it
    print(lock.locked(), repr(lock)[-24:])
    tasks[0].cancel()
    print([str(r) for r in await asyncio.gather(*tasks, return_exceptions=True)])
    for entry in log:
        print(*entry[1:])
    print(lock.locked())


async def barging():
    lock, log = asyncio.Lock(), []
    await lock.acquire()

    async def waiter(name):
        await lock.acquire()
        log.append(name)
        lock.release()

    tasks = [asyncio.create_task(waiter(i)) for i in range(3)]
    await asyncio.sleep(0)
    lock.release()
    await lock.acquire()
    log.append("main again")
    lock.release()
    await asyncio.gather(*tasks)
    print(log)


async def all_cancelled():
    lock = asyncio.Lock()
    await lock.acquire()
    tasks = [asyncio.create_task(lock.acquire()) for _ in range(3)]
    await asyncio.sleep(0)
    for t in tasks:
        t.cancel()
    lock.release()
    print(await lock.acquire(), lock.locked())
    print([type(r).__name__ for r in await asyncio.gather(*tasks, return_exceptions=True)])
    print(lock.locked())
    lock.release()
    try:
        lock.release()
    except RuntimeError as e:
        print(e)


async def with_timeout():
    lock = asyncio.Lock()
    async with lock:
        try:
            await asyncio.wait_for(lock.acquire(), 0.001)
        except TimeoutError:
            print("timeout", repr(lock)[-9:])
        try:
            async with asyncio.timeout(0.001):
                async with lock:
                    print("never")
        except TimeoutError:
            print("timeout", repr(lock)[-9:])
    print(repr(lock)[-11:])


async def main():
    await plain()
    await cancelled_while_waiting()
    await barging()
    await all_cancelled()
    await with_timeout()


asyncio.run(main())
