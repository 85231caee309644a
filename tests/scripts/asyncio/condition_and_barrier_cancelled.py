# Conditions and barriers: cancellation at every stage, notifications that must not be lost, locks of the script's.
import asyncio

log = []


async def waiter(c, name, box):
    try:
        async with c:
            log.append(f"{name} waits")
            r = await c.wait()
            log.append(f"{name} got {r} locked={c.locked()}")
            box.append(name)
            await asyncio.sleep(0)
    except asyncio.CancelledError as e:
        log.append(f"{name} cancelled {e.args} locked={c.locked()} ctx={type(e.__context__).__name__}")
        raise
    return name


async def cancelled_while_waiting():
    c = asyncio.Condition()
    box = []
    ts = [asyncio.create_task(waiter(c, f"w{i}", box)) for i in range(4)]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print(repr(c).split("[")[1], len(c._waiters))
    ts[1].cancel("bye")
    async with c:
        c.notify(2)
        print(repr(c).split("[")[1])
    ts[0].cancel("late")
    await asyncio.sleep(0)
    async with c:
        c.notify_all()
    print(await asyncio.gather(*ts, return_exceptions=True))
    print(box, len(c._waiters), c.locked())


async def cancelled_while_retaking():
    c = asyncio.Condition()
    box = []
    t = asyncio.create_task(waiter(c, "r", box))
    u = asyncio.create_task(waiter(c, "u", box))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    await c.acquire()
    c.notify()
    await asyncio.sleep(0)
    # it stands in the lock's line now
    t.cancel("one")
    await asyncio.sleep(0)
    t.cancel("two")
    await asyncio.sleep(0)
    print(t.done(), c.locked())
    c.release()
    print(await asyncio.gather(t, return_exceptions=True), c.locked())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print("u", u.done(), box)
    u.cancel()
    print(await asyncio.gather(u, return_exceptions=True))


async def timeouts():
    c = asyncio.Condition()
    async with c:
        try:
            await asyncio.wait_for(c.wait(), 0.01)
        except TimeoutError:
            print("timed out", c.locked())
        try:
            async with asyncio.timeout(0.01):
                await c.wait_for(lambda: False)
        except TimeoutError:
            print("timed out again", c.locked())
    print(c.locked())


async def wrong_uses():
    c = asyncio.Condition()
    for f in (c.wait, lambda: c.wait_for(lambda: 0)):
        try:
            await f()
        except RuntimeError as e:
            print("RuntimeError", e)
    for f in (c.notify, c.notify_all, c.release, lambda: c.notify(3)):
        try:
            f()
        except RuntimeError as e:
            print("RuntimeError", e)
    coro = c.acquire()
    print(asyncio.iscoroutine(coro), await coro, c.locked())
    w = asyncio.create_task(c.wait())
    print(w.get_coro().__qualname__)
    await asyncio.sleep(0)
    print(c.locked())
    async with c:
        c.notify()
    print(await w, c.locked())
    c.release()


class MyLock(asyncio.Lock):
    async def acquire(self):
        log.append("mine")
        return await super().acquire()

    def release(self):
        log.append("freed")
        super().release()


async def other_locks():
    lock = asyncio.Lock()
    a, b = asyncio.Condition(lock), asyncio.Condition(lock)
    print(a._lock is b._lock is lock)

    async def first():
        async with a:
            await a.wait()
            log.append("a woke")
            b.notify()

    async def second():
        async with b:
            await b.wait()
            log.append("b woke")

    ts = [asyncio.create_task(first()), asyncio.create_task(second())]
    await asyncio.sleep(0)
    async with lock:
        a.notify()
    await asyncio.gather(*ts)
    c = asyncio.Condition(MyLock())
    t = asyncio.create_task(waiter(c, "m", []))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    async with c:
        c.notify()
    await t


class Sub(asyncio.Condition):
    def __init__(self):
        super().__init__()
        self.extra = 1

    async def wait_twice(self):
        await self.wait()
        await self.wait()
        return self.extra


async def subclass():
    c = Sub()

    async def go():
        async with c:
            return await c.wait_twice()

    t = asyncio.create_task(go())
    for _ in range(2):
        await asyncio.sleep(0)
        async with c:
            c.notify_all()
    print(await t, isinstance(c, asyncio.Condition), type(c).__name__, asyncio.Condition.__name__)


async def at_barrier(b, name, delay=0):
    for _ in range(delay):
        await asyncio.sleep(0)
    try:
        i = await b.wait()
        log.append(f"{name} passes {i} {b.n_waiting} {repr(b).split('[')[1]}")
        return i
    except BaseException as e:
        log.append(f"{name} {type(e).__name__} {e} {b.n_waiting} {b.broken}")
        return type(e).__name__


async def barriers():
    b = asyncio.Barrier(3)
    ts = [asyncio.create_task(at_barrier(b, f"b{i}", i % 2)) for i in range(7)]
    for _ in range(4):
        await asyncio.sleep(0)
    print(b.n_waiting, repr(b).split("[")[1])
    ts[6].cancel()
    await asyncio.sleep(0)
    print(b.n_waiting)
    ts += [asyncio.create_task(at_barrier(b, f"c{i}")) for i in range(2)]
    await asyncio.sleep(0)
    await b.reset()
    print(repr(b).split("[")[1])
    late = asyncio.create_task(at_barrier(b, "late"))
    await asyncio.sleep(0)
    print(await asyncio.gather(*ts))
    await asyncio.sleep(0)
    print(repr(b).split("[")[1])
    late.cancel()
    print(await late)
    t = asyncio.create_task(at_barrier(b, "x"))
    await asyncio.sleep(0)
    await b.abort()
    print(await t, b.broken, repr(b).split("[")[1])
    print(await at_barrier(b, "y"))
    await b.reset()
    print(b.broken, b.parties)
    both = await asyncio.gather(*[b.wait() for _ in range(3)])
    print(both)

    async def inside(n):
        async with b as place:
            log.append(f"inside {n} {place}")

    await asyncio.gather(*[inside(n) for n in range(6)])
    one = asyncio.Barrier(1)
    print(await one.wait(), await one.wait())
    for wrong in (0, -1):
        try:
            asyncio.Barrier(wrong)
        except ValueError as e:
            print(e)


async def main():
    for f in (cancelled_while_waiting, cancelled_while_retaking, timeouts, wrong_uses, other_locks, subclass,
              barriers):
        print("--", f.__name__)
        await f()
        print("\n".join(log))
        log.clear()


asyncio.run(main())
