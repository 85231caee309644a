# One child fails: the others are cancelled and an ExceptionGroup leaves.
# (CPython cancels them in the order of a set: every child keeps its own log.)
import asyncio

logs = {}


def log(name, *words):
    logs.setdefault(name, []).append(" ".join(map(str, words)))


def flush():
    for name in sorted(logs):
        print(name, logs[name])
    logs.clear()


async def child(name, turns, fail=None, cleanup=0):
    try:
        for i in range(turns):
            log(name, i)
            await asyncio.sleep(0)
        if fail:
            log(name, "raises")
            raise fail
        log(name, "ends")
    except asyncio.CancelledError:
        log(name, "cancelled")
        for i in range(cleanup):
            await asyncio.sleep(0)
            log(name, "cleans", i)
        raise
    finally:
        log(name, "finally")


async def main():
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(child("a", 9, cleanup=2))
            tg.create_task(child("b", 2, ValueError("b failed")))
            tg.create_task(child("c", 9))
            tg.create_task(child("d", 2, TypeError("d failed")))
            try:
                for i in range(9):
                    print("body", i)
                    await asyncio.sleep(0)
            except asyncio.CancelledError:
                print("body cancelled")
                raise
    except* ValueError as eg:
        print("values", [str(e) for e in eg.exceptions])
    except* TypeError as eg:
        print("types", [str(e) for e in eg.exceptions])
    flush()
    print("cancelling", asyncio.current_task().cancelling())
    try:
        async with asyncio.TaskGroup() as tg:
            t = tg.create_task(child("e", 9))
            await asyncio.sleep(0)
            raise KeyError("body itself")
    except BaseExceptionGroup as eg:
        print(type(eg).__name__, eg, [repr(e) for e in eg.exceptions])
        print(t.cancelled())
    flush()


asyncio.run(main())
