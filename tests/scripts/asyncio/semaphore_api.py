# Semaphore and BoundedSemaphore.
import asyncio


async def main():
    sem = asyncio.Semaphore(2)
    print(sem.locked(), await sem.acquire(), sem.locked(), await sem.acquire(), sem.locked())
    sem.release()
    print(sem.locked())
    sem.release()
    peak = running = 0

    async def job(i):
        nonlocal peak, running
        async with sem:
            running += 1
            peak = max(peak, running)
            await asyncio.sleep(0.001)
            running -= 1
            return i * i

    print(await asyncio.gather(*(job(i) for i in range(8))), "peak", peak)
    try:
        asyncio.Semaphore(-1)
    except ValueError as e:
        print("ValueError:", e)
    b = asyncio.BoundedSemaphore(1)
    async with b:
        print("bounded", b.locked())
    try:
        b.release()
    except ValueError as e:
        print("ValueError:", e)
    zero = asyncio.Semaphore(0)
    print(zero.locked())
    try:
        await asyncio.wait_for(zero.acquire(), 0.005)
    except TimeoutError:
        print("zero semaphore: timeout")
    zero.release()
    print(await zero.acquire(), zero.locked())
    print(asyncio.Semaphore().locked(), issubclass(asyncio.BoundedSemaphore, asyncio.Semaphore))
    try:
        async with sem:
            raise KeyError("x")
    except KeyError:
        print(sem.locked())


asyncio.run(main())
