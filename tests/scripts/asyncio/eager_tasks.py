# Tasks that begin at once: their factory, names, contexts, gather, groups, cancellation.
import asyncio, contextvars
v = contextvars.ContextVar("v", default=0)
log = []

async def quick(n):
    log.append(("quick", n, asyncio.current_task().get_name(), v.get()))
    v.set(n)
    return n

async def slow(n):
    log.append(("slow begins", n))
    await asyncio.sleep(0)
    log.append(("slow ends", n, asyncio.current_task().get_name()))
    return n

async def fails(n):
    log.append(("fails", n))
    raise ValueError(n)

async def cancelled():
    log.append("to be cancelled")
    raise asyncio.CancelledError("by itself")

async def nested(n):
    log.append(("nested", n))
    t = asyncio.create_task(nested(n - 1) if n else slow(0), name=f"n{n}")
    log.append(("made", n, t.done()))
    r = await t
    log.append(("nested ends", n))
    return r

def show():
    for l in log:
        print(l)
    log.clear()

async def main():
    loop = asyncio.get_running_loop()
    loop.set_task_factory(asyncio.eager_task_factory)
    print(loop.get_task_factory() is asyncio.eager_task_factory)
    me = asyncio.current_task()
    t = asyncio.create_task(quick(1), name="first")
    print(t.done(), t.result(), t.get_name(), v.get(), asyncio.current_task() is me)
    t = asyncio.create_task(quick(2))
    print(t.done(), t.get_name())
    t = asyncio.create_task(slow(1), name="s")
    print(t.done(), len(asyncio.all_tasks()), t in asyncio.all_tasks())
    t.add_done_callback(lambda t: log.append("callback"))
    print(await t)
    show()
    t = asyncio.create_task(fails(1))
    print(t.done(), repr(t.exception()))
    t = asyncio.create_task(cancelled())
    print(t.done(), t.cancelled())
    try:
        await t
    except asyncio.CancelledError as e:
        print("cancelled", e.args)
    show()
    print(await asyncio.gather(quick(3), slow(4), quick(5)))
    show()
    print(await asyncio.gather(quick(6), quick(7)))
    g = asyncio.gather(quick(6), quick(7))
    print(g.done())
    await g
    print(await asyncio.gather(quick(8), fails(2), slow(3), return_exceptions=True))
    show()
    print(await nested(3))
    show()
    try:
        async with asyncio.TaskGroup() as tg:
            a = tg.create_task(quick(9))
            b = tg.create_task(slow(9))
            print(a.done(), b.done())
            c = tg.create_task(fails(9))
            print(c.done())
            await asyncio.sleep(0.01)
            print("not reached")
    except* ValueError as eg:
        print("group", eg.exceptions)
    print(a.result(), b.cancelled())
    show()
    ctx = contextvars.copy_context()
    t = asyncio.create_task(quick(77), context=ctx)
    print(t.done(), ctx[v], v.get())
    q = asyncio.Queue()
    async def consumer():
        while (x := await q.get()) is not None:
            log.append(("got", x))
    c = asyncio.create_task(consumer())
    for i in range(3):
        q.put_nowait(i)
    q.put_nowait(None)
    await c
    t = asyncio.create_task(slow(50))
    t.cancel("early")
    try:
        await t
    except asyncio.CancelledError as e:
        print(e.args)
    print(await asyncio.wait_for(quick(4), 1), await asyncio.wait_for(slow(4), 1))
    done, pending = await asyncio.wait([asyncio.create_task(quick(1)), asyncio.create_task(slow(2))])
    print(len(done), len(pending))
    show()
    loop.set_task_factory(None)
    t = asyncio.create_task(quick(2))
    print(t.done(), await t)
    t = asyncio.Task(quick(3), loop=loop, eager_start=True, name="direct")
    print(t.done(), t.get_name())
    t = asyncio.Task(quick(3), loop=loop, name="later")
    print(t.done(), await t)
    def factory(loop, coro, **kw):
        log.append(("factory", sorted(kw)))
        return asyncio.Task(coro, loop=loop, **kw)
    loop.set_task_factory(factory)
    t = asyncio.create_task(quick(4), name="x", context=ctx)
    await t
    print(t.get_name())
    t = asyncio.create_task(quick(4))
    await t
    print(t.get_name())
    show()

asyncio.run(main())
