# Semaphore: who enters when.
import asyncio


async def user(sem, name, turns):
    print(name, "asks", sem.locked())
    async with sem:
        print(name, "in")
        for _ in range(turns):
            await asyncio.sleep(0)
        print(name, "out")


async def main():
    sem = asyncio.Semaphore(2)
    await asyncio.gather(*(user(sem, n, t) for n, t in zip("abcdef", [3, 1, 2, 0, 1, 0])))
    print("locked", sem.locked())
    await sem.acquire()
    await sem.acquire()
    print("locked", sem.locked())
    ts = [asyncio.create_task(user(sem, n, 1)) for n in "xyz"]
    await asyncio.sleep(0)
    sem.release()
    print("one released")
    await asyncio.sleep(0)
    ts[1].cancel()
    sem.release()
    r = await asyncio.gather(*ts, return_exceptions=True)
    print([type(x).__name__ for x in r])
    sem.release()
    sem.release()
    for i in range(3):
        await sem.acquire()
    print("over-released semaphore grew")


asyncio.run(main())
