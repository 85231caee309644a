# Completion travels one turn per task boundary and no turn per coroutine boundary.
import asyncio

turn = 0


async def clock(stop):
    global turn
    while not stop:
        turn += 1
        await asyncio.sleep(0)


async def leaf(fut):
    return await fut


async def coro_chain(n, fut):
    return await (coro_chain(n - 1, fut) if n else leaf(fut))


async def task_chain(n, fut):
    if n == 0:
        return await fut
    r = await asyncio.create_task(task_chain(n - 1, fut))
    print("  level", n, "resumes at turn", turn - start)
    return r


async def main():
    global start
    stop = []
    c = asyncio.create_task(clock(stop))
    loop = asyncio.get_running_loop()
    for kind in ("coroutines", "tasks"):
        fut = loop.create_future()
        t = asyncio.create_task(coro_chain(5, fut) if kind == "coroutines" else task_chain(5, fut))
        for _ in range(12):
            await asyncio.sleep(0)
        start = turn
        fut.set_result(kind)
        r = await t
        print(r, "took", turn - start)
    stop.append(1)
    await c


asyncio.run(main())
