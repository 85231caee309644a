# A task that is inside a TaskGroup is cancelled from outside.
import asyncio


async def child(name):
    try:
        await asyncio.sleep(5)
    except asyncio.CancelledError:
        print(name, "cancelled")
        raise


async def parent(swallow):
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(child("a"))
    except asyncio.CancelledError as e:
        print("parent", repr(e), asyncio.current_task().cancelling())
        if not swallow:
            raise
        asyncio.current_task().uncancel()
    return "parent went on"


async def failing_cleanup():
    try:
        await asyncio.sleep(5)
    finally:
        raise ValueError("clean-up")


async def third():
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(failing_cleanup())
            await asyncio.sleep(5)
    except* ValueError as eg:
        print("group", eg.exceptions)
    print("cancelling still", asyncio.current_task().cancelling())


async def main():
    for swallow in (False, True):
        t = asyncio.create_task(parent(swallow))
        await asyncio.sleep(0.001)
        t.cancel("outside")
        try:
            print(await t)
        except asyncio.CancelledError as e:
            print("main", repr(e))
    t = asyncio.create_task(third())
    await asyncio.sleep(0.001)
    t.cancel()
    try:
        await t
        print("third ended")
    except BaseException as e:
        print("third", repr(e))


asyncio.run(main())
