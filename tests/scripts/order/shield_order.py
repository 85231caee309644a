# shield: the outer await is cancelled, the inner task goes on.
import asyncio


async def work(name, turns):
    for i in range(turns):
        print(name, i)
        await asyncio.sleep(0)
    print(name, "done")
    return name


async def guarded(inner):
    try:
        return await asyncio.shield(inner)
    except asyncio.CancelledError:
        print("guarded cancelled; inner done:", inner.done())
        return await inner


async def main():
    inner = asyncio.create_task(work("w", 4))
    g = asyncio.create_task(guarded(inner))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    g.cancel()
    print("result", await g)
    print(await asyncio.shield(work("x", 1)))
    done = asyncio.create_task(work("y", 0))
    await done
    print(asyncio.shield(done) is done)
    inner = asyncio.create_task(work("z", 5))
    outer = asyncio.shield(inner)
    inner.cancel()
    try:
        await outer
    except asyncio.CancelledError:
        print("inner cancelled -> outer cancelled", outer.cancelled(), inner.cancelled())


asyncio.run(main())
