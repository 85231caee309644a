# Task: names, states, result and exception, errors of misuse.
import asyncio


async def job(v):
    await asyncio.sleep(0)
    return v


async def bad():
    await asyncio.sleep(0)
    raise KeyError("k")


def attempt(f, *args):
    try:
        print(f.__name__, "->", f(*args))
    except BaseException as e:
        print(f.__name__, "raises", type(e).__name__, e)


async def main():
    me = asyncio.current_task()
    print(me.get_name())
    me.set_name("chief")
    print(me.get_name())
    t = asyncio.create_task(job(5))
    u = asyncio.create_task(job(6), name="six")
    w = asyncio.create_task(job(7), name=7)
    print(t.get_name(), u.get_name(), w.get_name(), type(w.get_name()).__name__)
    print(t.done(), t.cancelled(), t.cancelling())
    attempt(t.result)
    attempt(t.exception)
    print(await t, await u, await w)
    print(t.done(), t.cancelled())
    attempt(t.result)
    attempt(t.exception)
    attempt(t.set_result, 1)
    attempt(t.set_exception, ValueError())
    t = asyncio.create_task(bad())
    try:
        await t
    except KeyError as e:
        print("awaited", repr(e))
    attempt(t.result)
    print(repr(t.exception()))
    try:
        await t
    except KeyError as e:
        print("awaited again", repr(e), e is t.exception())
    t = asyncio.create_task(job(1))
    t.cancel("why")
    await asyncio.wait([t])
    attempt(t.result)
    attempt(t.exception)
    print(t.cancelled(), t.done(), isinstance(t, asyncio.Task), isinstance(t, asyncio.Future))
    c = job(9)
    t = asyncio.create_task(c)
    print(t.get_coro() is c, t.get_loop() is asyncio.get_running_loop())
    await t
    try:
        asyncio.create_task(42)
    except TypeError as e:
        print("TypeError:", e)
    try:
        asyncio.create_task(job)
    except TypeError as e:
        print("TypeError:", str(e)[:26])


asyncio.run(main())
