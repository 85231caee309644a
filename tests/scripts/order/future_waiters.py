# Several tasks await one future; they wake in the order they began to wait.
import asyncio


async def waiter(fut, name, delay_turns):
    for _ in range(delay_turns):
        await asyncio.sleep(0)
    print(name, "awaits")
    try:
        v = await fut
        print(name, "got", v)
    except Exception as e:
        print(name, "error", repr(e))


async def main():
    loop = asyncio.get_running_loop()
    fut = loop.create_future()
    ts = [asyncio.create_task(waiter(fut, n, d)) for n, d in [("a", 2), ("b", 0), ("c", 1), ("late", 8)]]
    for i in range(4):
        await asyncio.sleep(0)
    print("set")
    fut.set_result("value")
    print("set done")
    await asyncio.gather(*ts)
    fut = loop.create_future()
    ts = [asyncio.create_task(waiter(fut, n, 0)) for n in "xyz"]
    await asyncio.sleep(0)
    fut.set_exception(OSError("broken"))
    await asyncio.gather(*ts)
    fut = loop.create_future()
    ts = [asyncio.create_task(waiter(fut, n, 0)) for n in "pq"]
    await asyncio.sleep(0)
    ts[0].cancel()
    await asyncio.sleep(0)
    print("the awaited future was cancelled with its waiter:", fut.cancelled(), [t.done() for t in ts])
    await asyncio.wait(ts)
    print([t.cancelled() for t in ts])


asyncio.run(main())
