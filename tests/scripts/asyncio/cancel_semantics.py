# cancel: counting, uncancel, swallowing, double cancel, cancel while cleaning up.
import asyncio


async def swallow():
    try:
        await asyncio.sleep(5)
    except asyncio.CancelledError as e:
        t = asyncio.current_task()
        print("swallowed", e.args, "count", t.cancelling(), "uncancel ->", t.uncancel())
    await asyncio.sleep(0)
    return "went on"


async def cleaning():
    try:
        await asyncio.sleep(5)
    finally:
        print("cleaning starts")
        try:
            await asyncio.sleep(5)
        except asyncio.CancelledError as e:
            print("cancelled in clean-up", e.args)
            raise
        finally:
            print("clean-up over")


async def self_cancel():
    t = asyncio.current_task()
    print("self cancel", t.cancel("self"), t.cancelling())
    print("still running")
    try:
        await asyncio.sleep(0)
    except asyncio.CancelledError as e:
        print("at the await", e.args)
        raise


async def no_await_after():
    asyncio.current_task().cancel()
    return "finished anyway"


async def converts():
    try:
        await asyncio.sleep(5)
    except asyncio.CancelledError:
        raise ValueError("converted") from None


async def main():
    t = asyncio.create_task(swallow())
    await asyncio.sleep(0)
    t.cancel("one")
    print(await t, t.cancelled(), t.cancelling())
    t = asyncio.create_task(swallow())
    await asyncio.sleep(0)
    t.cancel("one")
    t.cancel("two")
    print("count", t.cancelling())
    print(await t, t.cancelling())
    t = asyncio.create_task(cleaning())
    await asyncio.sleep(0)
    t.cancel("first")
    await asyncio.sleep(0)
    t.cancel("second")
    try:
        await t
    except asyncio.CancelledError as e:
        print("result", e.args, type(e.__context__).__name__, e.__context__.args)
    for f in (self_cancel, no_await_after, converts):
        t = asyncio.create_task(f())
        await asyncio.sleep(0)
        if f is converts:
            t.cancel()
        try:
            print(f.__name__, "->", await t)
        except BaseException as e:
            print(f.__name__, "raises", repr(e), t.cancelled())
    print("main count", asyncio.current_task().cancelling(), asyncio.current_task().uncancel())


asyncio.run(main())
