# Lock: acquire, release, locked, async with, errors.
import asyncio


async def main():
    lock = asyncio.Lock()
    print(lock.locked(), await lock.acquire(), lock.locked())
    lock.release()
    print(lock.locked())
    try:
        lock.release()
    except RuntimeError as e:
        print("RuntimeError:", e)
    async with lock as got:
        print("as", got, lock.locked())
    try:
        async with lock:
            raise ValueError("inside")
    except ValueError as e:
        print("released after error:", e, lock.locked())
    try:
        with lock:
            pass
    except TypeError as e:
        print("TypeError:", str(e)[:40])
    counter = 0

    async def bump(n):
        nonlocal counter
        for _ in range(n):
            async with lock:
                old = counter
                await asyncio.sleep(0)
                counter = old + 1

    await asyncio.gather(*(bump(5) for _ in range(10)))
    print("counter", counter)
    await lock.acquire()
    try:
        await asyncio.wait_for(lock.acquire(), 0.005)
    except TimeoutError:
        print("lock timeout, locked:", lock.locked())
    lock.release()
    print(lock.locked())
    t = asyncio.create_task(lock.acquire())
    print(await t, lock.locked())


asyncio.run(main())
