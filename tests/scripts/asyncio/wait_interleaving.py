# lost: tasks are still asleep at the end
# asyncio.wait with its three conditions, as_completed in both forms, shield: order and turns.
import asyncio


async def job(name, turns, error=None):
    for _ in range(turns):
        await asyncio.sleep(0)
    if error:
        raise error
    return name


def names(tasks):
    return sorted(t.get_name() for t in tasks)


def start():
    return [
        asyncio.create_task(job(n, k, e), name=n)
        for n, k, e in [("a", 3, None), ("b", 1, None), ("c", 2, ValueError("c")), ("d", 9, None)]
    ]


async def waits():
    for when in (asyncio.FIRST_COMPLETED, asyncio.FIRST_EXCEPTION, asyncio.ALL_COMPLETED):
        ts = start()
        done, pending = await asyncio.wait(ts, return_when=when)
        print(when, names(done), names(pending))
        for t in pending:
            t.cancel()
        await asyncio.gather(*ts, return_exceptions=True)
    ts = start()
    done, pending = await asyncio.wait([asyncio.create_task(asyncio.sleep(5), name="slow"), *ts], timeout=0.01)
    print(names(done), names(pending))
    [t.exception() for t in done]
    waiter = asyncio.create_task(asyncio.wait(pending))
    await asyncio.sleep(0)
    waiter.cancel()
    try:
        await waiter
    except asyncio.CancelledError:
        print("the wait is cancelled, the task not:", [t.cancelled() for t in pending])
    for t in pending:
        t.cancel()


async def in_order():
    got = []
    for next_one in asyncio.as_completed(start()):
        try:
            got.append(await next_one)
        except ValueError as e:
            got.append(repr(e))
    print(got)
    got = []
    ts = start()
    async for t in asyncio.as_completed(ts):
        got.append((t.get_name(), t in ts, t.done()))
        t.exception()
    print(got)
    try:
        for next_one in asyncio.as_completed([asyncio.sleep(0, "quick"), asyncio.sleep(5)], timeout=0.01):
            print(await next_one)
    except TimeoutError:
        print("too late")


async def shields():
    async def inner():
        try:
            await asyncio.sleep(0.003)
            return "survived"
        except asyncio.CancelledError:
            print("inner cancelled")
            raise

    t = asyncio.create_task(inner())
    outer = asyncio.create_task(asyncio.wait_for(asyncio.shield(t), 0.001))
    try:
        await outer
    except TimeoutError:
        print("gave up", t.done())
    print(await t)


async def main():
    await waits()
    await in_order()
    await shields()


asyncio.run(main())
