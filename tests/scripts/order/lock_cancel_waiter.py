# A cancelled waiter leaves the queue; the next one is woken.
import asyncio


async def user(lock, name):
    try:
        async with lock:
            print(name, "in")
            await asyncio.sleep(0)
            print(name, "out")
    except asyncio.CancelledError:
        print(name, "cancelled")
        raise


async def main():
    lock = asyncio.Lock()
    tasks = [asyncio.create_task(user(lock, f"u{i}")) for i in range(4)]
    await asyncio.sleep(0)
    tasks[1].cancel()
    for t in tasks:
        try:
            await t
            print(t.get_name() != "", "ok")
        except asyncio.CancelledError:
            print("main saw a cancelled user")
    print("locked", lock.locked())
    await lock.acquire()
    a = asyncio.create_task(user(lock, "a"))
    b = asyncio.create_task(user(lock, "b"))
    await asyncio.sleep(0)
    lock.release()
    a.cancel()
    r = await asyncio.gather(a, b, return_exceptions=True)
    print([type(x).__name__ for x in r])
    print("locked", lock.locked())
    try:
        lock.release()
    except RuntimeError as e:
        print("RuntimeError:", e)


asyncio.run(main())
