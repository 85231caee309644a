# shield, as_completed and wait where ends, failures and times-out meet; task factories; classes called with odd arguments.
import asyncio


async def value(x, turns=1):
    for _ in range(turns):
        await asyncio.sleep(0)
    return x


async def fails(turns=1):
    for _ in range(turns):
        await asyncio.sleep(0)
    raise ValueError("inner")


async def attempt(awaitable):
    try:
        return await awaitable
    except (Exception, asyncio.CancelledError) as e:
        return type(e).__name__, e.args


async def shields():
    print(await asyncio.shield(value(1)), await attempt(asyncio.shield(fails())))
    inner = asyncio.create_task(value(2, 3))
    outer = asyncio.shield(inner)
    outer.cancel("only the shield")
    print(await attempt(outer), inner.done(), await inner)
    inner = asyncio.create_task(value(3, 5))
    inner.cancel()
    print(await attempt(asyncio.shield(inner)))
    inner = asyncio.create_task(fails(2))
    outer = asyncio.shield(inner)
    await asyncio.sleep(0)
    outer.cancel()
    await attempt(outer)
    for _ in range(5):
        await asyncio.sleep(0)
    print(inner.done(), type(inner.exception()).__name__)
    done = asyncio.create_task(value(4, 0))
    await done
    print(asyncio.shield(done) is done)
    try:
        asyncio.shield(5)
    except TypeError as e:
        print(e)


async def completed():
    got = []
    tasks = [asyncio.create_task(value(i, 3 - i)) for i in range(3)]
    for c in asyncio.as_completed(tasks + tasks):
        got.append(await c)
    print(got)
    seen = []
    forever = asyncio.get_running_loop().create_future()
    try:
        async for t in asyncio.as_completed([forever, tasks[0], asyncio.create_task(value("x"))], timeout=0.01):
            seen.append(t.result())
    except TimeoutError:
        print("timeout", sorted(map(str, seen)), forever.done())
    forever.set_result(1)
    left = [attempt(c) for c in asyncio.as_completed([value(1), fails()], timeout=5)]
    print(sorted(map(str, [await c for c in left])))
    print([c async for c in asyncio.as_completed([])], list(asyncio.as_completed([])))


async def waits():
    for mode in (asyncio.ALL_COMPLETED, asyncio.FIRST_COMPLETED, asyncio.FIRST_EXCEPTION):
        tasks = [asyncio.create_task(value(1, 2)), asyncio.create_task(fails(3)), asyncio.create_task(value(2, 6))]
        done, pending = await asyncio.wait(tasks, return_when=mode)
        print(mode, len(done), len(pending), done.isdisjoint(pending), type(done).__name__)
        for t in pending:
            t.cancel()
        rest = await asyncio.gather(*tasks, return_exceptions=True)
        print([type(r).__name__ for r in rest])
    forever = asyncio.get_running_loop().create_future()
    mine = {forever}
    done, pending = await asyncio.wait(mine, timeout=0.001)
    print(done, pending == mine, pending is mine)
    forever.set_result(None)
    done, pending = await asyncio.wait(mine)
    print(done == mine, done is mine, pending)
    for bad in ([], [value(1)], value(1), [5]):
        try:
            await asyncio.wait(bad)
        except (TypeError, ValueError, AttributeError) as e:
            print(type(e).__name__, e)
        for c in bad if isinstance(bad, list) else [bad]:
            if asyncio.iscoroutine(c):
                c.close()
    try:
        await asyncio.wait(mine, return_when="never")
    except ValueError as e:
        print(e)


async def factories():
    loop = asyncio.get_running_loop()
    made = []

    def factory(loop, coro, **kwargs):
        made.append(sorted(kwargs))
        return asyncio.Task(coro, loop=loop, **kwargs)

    loop.set_task_factory(factory)
    print(await asyncio.create_task(value(1)), await loop.create_task(value(2)))
    async with asyncio.TaskGroup() as tg:
        t = tg.create_task(value(3))
    print(t.result(), len(made), loop.get_task_factory() is factory)
    loop.set_task_factory(None)
    print(await asyncio.create_task(value(4), name="given"), len(made))


def construction():
    for make in (
        lambda: asyncio.Lock(1),
        lambda: asyncio.Event(x=1),
        lambda: asyncio.Semaphore(-1),
        lambda: asyncio.BoundedSemaphore(2, 3),
        lambda: asyncio.TaskGroup(1),
    ):
        try:
            print(type(make()).__name__)
        except (TypeError, ValueError) as e:
            print(type(e).__name__)
    for _ in range(300):
        made = asyncio.Lock(), asyncio.Event(), asyncio.Semaphore(3), asyncio.Queue(2), asyncio.TaskGroup()
    print([type(m).__name__ for m in made], made[2]._value, made[3].maxsize)

    class Own(asyncio.Queue):
        def __init__(self, n):
            super().__init__(n)
            self.extra = n

    print(Own(4).maxsize, Own(5).extra)


async def main():
    await shields()
    await completed()
    await waits()
    await factories()
    construction()


asyncio.run(main())
