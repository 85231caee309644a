# TaskGroup: results, nesting, misuse, errors in several children.
import asyncio


async def job(v, d=0.0, fail=None):
    await asyncio.sleep(d)
    if fail:
        raise fail
    return v


def show(eg, indent=0):
    print(" " * indent + f"{type(eg).__name__}: {eg}")
    for e in getattr(eg, "exceptions", ()):
        show(e, indent + 2)


async def main():
    async with asyncio.TaskGroup() as tg:
        ts = [tg.create_task(job(i, 0.001 * (5 - i))) for i in range(5)]
    print([t.result() for t in ts])
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(job(1, 0, ValueError("one")))
            tg.create_task(job(2, 0, TypeError("two")))
            tg.create_task(job(3, 5))
    except ExceptionGroup as eg:
        show(eg)
        print(repr(eg))
    try:
        async with asyncio.TaskGroup() as outer:
            outer.create_task(job("slow", 5))
            async with asyncio.TaskGroup() as inner:
                inner.create_task(job("x", 0, KeyError("inner")))
    except ExceptionGroup as eg:
        show(eg)
    c = job("late")
    try:
        tg.create_task(c)
    except RuntimeError as e:
        print("RuntimeError:", str(e).split(">")[-1].strip())
    finally:
        c.close()
    c = job("early")
    fresh = asyncio.TaskGroup()
    try:
        fresh.create_task(c)
    except RuntimeError as e:
        print("RuntimeError:", str(e).split(">")[-1].strip())
    finally:
        c.close()
    try:
        async with tg:
            pass
    except RuntimeError as e:
        print("RuntimeError:", str(e).split(">")[-1].strip())
    async with asyncio.TaskGroup() as tg:
        t = tg.create_task(job("will be cancelled", 5))
        await asyncio.sleep(0)
        t.cancel()
    print("a cancelled child is no error:", t.cancelled())


asyncio.run(main())
