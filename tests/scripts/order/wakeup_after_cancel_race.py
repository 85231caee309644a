# A task is woken and cancelled in the same turn: which one wins.
import asyncio


async def main():
    loop = asyncio.get_running_loop()
    log = []

    async def wait_future(name, f):
        try:
            log.append(f"{name} got {await f}")
        except asyncio.CancelledError:
            log.append(f"{name} cancelled, future done={f.done()} cancelled={f.cancelled()}")
            raise

    f = loop.create_future()
    t = asyncio.create_task(wait_future("set-then-cancel", f))
    await asyncio.sleep(0)
    f.set_result(1)
    t.cancel()
    await asyncio.wait([t])
    f = loop.create_future()
    t = asyncio.create_task(wait_future("cancel-then-set", f))
    await asyncio.sleep(0)
    t.cancel()
    log.append(f"future cancelled at once: {f.cancelled()}")
    await asyncio.wait([t])

    async def wait_event(name, ev):
        try:
            await ev.wait()
            log.append(f"{name} event")
        except asyncio.CancelledError:
            log.append(f"{name} cancelled, set={ev.is_set()}")
            raise

    ev = asyncio.Event()
    t = asyncio.create_task(wait_event("event", ev))
    await asyncio.sleep(0)
    ev.set()
    t.cancel()
    await asyncio.wait([t])
    sem = asyncio.Semaphore(1)
    await sem.acquire()

    async def use(name):
        async with sem:
            log.append(f"{name} in")

    a, b = asyncio.create_task(use("a")), asyncio.create_task(use("b"))
    await asyncio.sleep(0)
    sem.release()
    a.cancel()
    await asyncio.wait([a, b])
    log.append(f"a cancelled={a.cancelled()} locked={sem.locked()}")

    async def inner():
        try:
            await asyncio.sleep(5)
        finally:
            log.append("inner finally")

    async def outer():
        try:
            await asyncio.create_task(inner())
        finally:
            log.append("outer finally")

    t = asyncio.create_task(outer())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    t.cancel()
    t.cancel()
    await asyncio.wait([t])
    log.append(t.cancelled())
    print(*log, sep="\n")


asyncio.run(main())
