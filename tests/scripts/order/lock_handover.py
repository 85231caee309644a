# A released lock goes to the waiter that came first.
import asyncio


async def user(lock, name, holds):
    print(name, "wants")
    async with lock:
        print(name, "has", lock.locked())
        for _ in range(holds):
            await asyncio.sleep(0)
        print(name, "gives")
    print(name, "left")


async def barger(lock):
    for i in range(6):
        if not lock.locked():
            async with lock:
                print("barger in", i)
        else:
            print("barger sees it locked", i)
        await asyncio.sleep(0)


async def main():
    lock = asyncio.Lock()
    print(lock.locked())
    await asyncio.gather(user(lock, "a", 2), user(lock, "b", 0), user(lock, "c", 1), barger(lock))
    print(lock.locked())
    await lock.acquire()
    waiter = asyncio.create_task(user(lock, "w", 0))
    await asyncio.sleep(0)
    lock.release()
    print("released, locked:", lock.locked())
    async with lock:
        print("main again (no await between: waiter was already chosen?)")
    await waiter


asyncio.run(main())
