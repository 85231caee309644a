# What happens in a task group, turn by turn: children that fail, parents that are cancelled, late children.
import asyncio


async def child(log, name, turns, error=None):
    try:
        for i in range(turns):
            log.append(f"{name}{i}")
            await asyncio.sleep(0)
        if error is not None:
            raise error
    except asyncio.CancelledError:
        log.append(f"{name} cancelled")
        await asyncio.sleep(0)
        log.append(f"{name} gone")
        raise
    log.append(f"{name} done")
    return name


async def all_well():
    log = []
    async with asyncio.TaskGroup() as tg:
        print(tg)
        ts = [tg.create_task(child(log, c, i + 1), name=c) for i, c in enumerate("abc")]
        print(tg)
        log.append("body done")
    print(tg, [t.result() for t in ts], " ".join(log))


async def one_fails():
    log = []
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(child(log, "a", 5))
            tg.create_task(child(log, "b", 2, ValueError("b")))
            tg.create_task(child(log, "c", 3, KeyError("c")))
            try:
                await asyncio.sleep(10)
            except asyncio.CancelledError:
                log.append(f"body cancelled {asyncio.current_task().cancelling()}")
                raise
    except* ValueError as g:
        print(repr(g), g.__cause__, g.__suppress_context__)
    print(", ".join(log), asyncio.current_task().cancelling())


async def body_fails():
    log = []
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(child(log, "a", 5))
            await asyncio.sleep(0)
            raise LookupError("body")
    except BaseException as g:
        print(repr(g), repr(g.__context__))
    print(", ".join(log))


async def parent_cancelled():
    log = []

    async def parent():
        try:
            async with asyncio.TaskGroup() as tg:
                tg.create_task(child(log, "a", 9))
                tg.create_task(child(log, "b", 9))
        except asyncio.CancelledError as e:
            log.append(f"parent cancelled {e.args} {asyncio.current_task().cancelling()}")
            raise

    t = asyncio.create_task(parent())
    for _ in range(3):
        await asyncio.sleep(0)
    t.cancel("stop")
    await asyncio.sleep(0)
    t.cancel("again")
    print(await asyncio.gather(t, return_exceptions=True))
    print(", ".join(log))


async def children_of_children():
    log = []
    async with asyncio.TaskGroup() as tg:

        async def spawn(n):
            log.append(n)
            await asyncio.sleep(0)
            if n:
                tg.create_task(spawn(n - 1))

        tg.create_task(spawn(4))
    print(log)
    for wrong in (tg, asyncio.TaskGroup()):
        c = child(log, "x", 1)
        try:
            wrong.create_task(c)
        except RuntimeError as e:
            print(e)
    try:
        async with tg:
            pass
    except RuntimeError as e:
        print(e)


async def cancelled_and_failed():
    log = []

    async def parent():
        try:
            async with asyncio.TaskGroup() as tg:
                tg.create_task(child(log, "a", 1, ValueError("a")))
                await asyncio.sleep(10)
        except* ValueError as g:
            log.append(f"{len(g.exceptions)} error, cancelling {asyncio.current_task().cancelling()}")
        await asyncio.sleep(0)
        log.append("never")

    t = asyncio.create_task(parent())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    t.cancel()
    print([type(r).__name__ for r in await asyncio.gather(t, return_exceptions=True)], log)


async def nested():
    log = []
    try:
        async with asyncio.TaskGroup() as outer:
            outer.create_task(child(log, "o", 6))
            async with asyncio.TaskGroup() as inner:
                inner.create_task(child(log, "i", 2, OSError("inner")))
                inner.create_task(child(log, "j", 6))
    except* OSError as g:
        print(repr(g))
    print(", ".join(log))


async def main():
    parts = all_well, one_fails, body_fails, parent_cancelled, children_of_children, cancelled_and_failed, nested
    for part in parts:
        print("--", part.__name__)
        await part()


asyncio.run(main())
