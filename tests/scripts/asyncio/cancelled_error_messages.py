# Where the message of cancel(msg) can be seen.
import asyncio


async def sleeper():
    await asyncio.sleep(5)


async def level(n):
    try:
        if n:
            await level(n - 1)
        else:
            await asyncio.sleep(5)
    except asyncio.CancelledError as e:
        print("level", n, repr(e))
        raise


async def main():
    for msg in ([], ["text"], [None], [("a", 1)]):
        t = asyncio.create_task(sleeper())
        await asyncio.sleep(0)
        t.cancel(*msg)
        try:
            await t
        except asyncio.CancelledError as e:
            print(repr(e), e.args, str(e))
    t = asyncio.create_task(level(2))
    await asyncio.sleep(0)
    t.cancel("deep")
    await asyncio.wait([t])
    t = asyncio.create_task(sleeper())
    t.cancel(msg="keyword")
    g = asyncio.gather(t, return_exceptions=True)
    print(await g)
    t = asyncio.create_task(sleeper())
    outer = asyncio.create_task(asyncio.wait_for(t, 5))
    await asyncio.sleep(0)
    outer.cancel("through wait_for")
    print(await asyncio.gather(outer, return_exceptions=True))
    try:
        t.result()
    except asyncio.CancelledError as e:
        print("inner", repr(e))
    try:
        raise asyncio.CancelledError("by hand")
    except asyncio.CancelledError as e:
        print(repr(e), isinstance(e, Exception))

    async def raises():
        raise asyncio.CancelledError("raised inside")

    t = asyncio.create_task(raises())
    await asyncio.wait([t])
    print(t.cancelled())
    try:
        await t
    except asyncio.CancelledError as e:
        print(repr(e))


asyncio.run(main())
