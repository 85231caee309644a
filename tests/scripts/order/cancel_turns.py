# When a cancelled task notices, step by step.
import asyncio


async def victim(name):
    try:
        for i in range(100):
            print(name, i)
            await asyncio.sleep(0)
    except asyncio.CancelledError as e:
        print(name, "sees", repr(e))
        await asyncio.sleep(0)
        print(name, "cleaned")
        raise


async def main():
    t = asyncio.create_task(victim("not started"))
    print(t.cancel())
    print(t.cancel(), t.cancelling())
    try:
        await t
    except asyncio.CancelledError:
        print("never ran:", t.cancelled())

    t = asyncio.create_task(victim("v"))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    t.cancel("go away")
    print("cancel asked; done:", t.done(), "cancelled:", t.cancelled())
    await asyncio.sleep(0)
    print("one turn; done:", t.done())
    await asyncio.sleep(0)
    print("two turns; done:", t.done(), "cancelled:", t.cancelled())
    print("cancel of a done task:", t.cancel())
    try:
        await t
    except asyncio.CancelledError as e:
        print("message", e.args)

    async def outer():
        inner = asyncio.create_task(victim("inner"))
        try:
            await inner
        except asyncio.CancelledError:
            print("outer sees it, inner done:", inner.done())
            raise

    o = asyncio.create_task(outer())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    o.cancel()
    for i in range(5):
        print("main", i, o.done())
        await asyncio.sleep(0)
    print(o.cancelled())


asyncio.run(main())
