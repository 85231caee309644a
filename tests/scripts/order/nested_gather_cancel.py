# Cancelling a task that waits in gather cancels all its children.
import asyncio


async def child(name):
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError as e:
        print(name, "cancelled", e.args)
        raise


async def parent():
    try:
        await asyncio.gather(child("a"), asyncio.gather(child("b"), child("c")), child("d"))
    except asyncio.CancelledError as e:
        print("parent cancelled", e.args)
        raise


async def main():
    t = asyncio.create_task(parent())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    t.cancel("stop")
    try:
        await t
    except asyncio.CancelledError as e:
        print("main sees", e.args)
    g = asyncio.gather(child("e"), child("f"))
    await asyncio.sleep(0)
    print("cancel gather", g.cancel())
    try:
        await g
    except asyncio.CancelledError:
        print("gather cancelled", g.cancelled(), g.done())
    x = asyncio.create_task(child("x"))
    y = asyncio.create_task(asyncio.sleep(0, "y result"))
    g = asyncio.gather(x, y, return_exceptions=True)
    await asyncio.sleep(0)
    x.cancel()
    print([r if isinstance(r, str) else repr(r) for r in await g])


asyncio.run(main())
