# notify puts waiters behind those who already wait for the lock.
import asyncio


async def main():
    cond = asyncio.Condition()
    log = []

    async def waiter(n):
        async with cond:
            log.append(f"wait {n}")
            await cond.wait()
            log.append(f"woken {n}")

    async def locker(n):
        async with cond:
            log.append(f"lock {n}")
            await asyncio.sleep(0)

    ws = [asyncio.create_task(waiter(i)) for i in range(3)]
    await asyncio.sleep(0)
    async with cond:
        ls = [asyncio.create_task(locker(i)) for i in range(2)]
        await asyncio.sleep(0)
        cond.notify(2)
        log.append("notified 2")
        await asyncio.sleep(0)
        log.append("still holding")
    await asyncio.gather(*ls)
    log.append("lockers done")
    async with cond:
        cond.notify_all()
    await asyncio.gather(*ws)
    print("\n".join(log))


asyncio.run(main())
