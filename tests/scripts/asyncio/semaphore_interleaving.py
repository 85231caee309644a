# Fairness of semaphores: first come, first served, also with cancellations and releases in one turn.
import asyncio


async def worker(name, sem, log, steps):
    async with sem:
        log.append(f"+{name}")
        for _ in range(steps):
            await asyncio.sleep(0)
        log.append(f"-{name}")


async def fair():
    sem, log = asyncio.Semaphore(2), []
    await asyncio.gather(*(worker(i, sem, log, (i * 7) % 4) for i in range(12)))
    print(" ".join(log))


async def no_barging():
    sem, log = asyncio.Semaphore(1), []

    async def greedy(name, n):
        for i in range(n):
            await sem.acquire()
            log.append(f"{name}{i}")
            sem.release()

    await asyncio.gather(greedy("a", 4), greedy("b", 4), greedy("c", 4))
    print(" ".join(log))
    await sem.acquire()

    async def waiting(name):
        await sem.acquire()
        log.append(name)

    log.clear()
    tasks = [asyncio.create_task(waiting(n)) for n in "xyz"]
    await asyncio.sleep(0)
    sem.release()
    print(sem.locked(), sem._value)
    sem.release()
    print(sem.locked(), sem._value)
    await asyncio.sleep(0)
    print(log, sem.locked(), sem._value)
    await asyncio.sleep(0)
    print(log, sem.locked(), sem._value)
    tasks[2].cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    sem.release()
    print(repr(sem)[-20:])


async def cancelled_after_wake():
    sem, log = asyncio.Semaphore(0), []

    async def waiting(name):
        try:
            await sem.acquire()
            log.append(name)
        except asyncio.CancelledError:
            log.append(f"{name} cancelled")
            raise

    tasks = [asyncio.create_task(waiting(n)) for n in "abcd"]
    await asyncio.sleep(0)
    sem.release()
    tasks[0].cancel()
    tasks[2].cancel()
    await asyncio.sleep(0)
    print(log, sem._value, repr(sem)[-20:])
    await asyncio.sleep(0)
    print(log, sem._value, repr(sem)[-20:])
    sem.release()
    sem.release()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print(log, sem._value, repr(sem)[-20:])
    await asyncio.gather(*tasks, return_exceptions=True)


async def bounded():
    sem = asyncio.BoundedSemaphore(2)
    async with sem, sem:
        print(sem.locked())
    try:
        sem.release()
    except ValueError as e:
        print(e)
    try:
        asyncio.Semaphore(-1)
    except ValueError as e:
        print(e)
    print(isinstance(sem, asyncio.Semaphore), sem._bound_value, type(sem).__mro__[1].__name__)


async def main():
    await fair()
    await no_barging()
    await cancelled_after_wake()
    await bounded()


asyncio.run(main())
