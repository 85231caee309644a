# shield: results, errors, cancellation of outer and inner.
import asyncio


async def job(v, fail=False):
    await asyncio.sleep(0.005)
    if fail:
        raise ValueError(v)
    print("job ends", v)
    return v


async def main():
    print(await asyncio.shield(job(1)))
    try:
        await asyncio.shield(job("e", True))
    except ValueError as e:
        print("ValueError", e)
    inner = asyncio.create_task(job("kept"))
    outer = asyncio.shield(inner)
    await asyncio.sleep(0)
    print("cancel", outer.cancel())
    try:
        await outer
    except asyncio.CancelledError:
        print("outer cancelled", inner.cancelled())
    print("inner gives", await inner)

    async def critical():
        t = asyncio.create_task(job("critical"))
        try:
            return await asyncio.shield(t)
        except asyncio.CancelledError:
            print("asked to stop; waiting for the critical part")
            await t
            raise

    t = asyncio.create_task(critical())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    t.cancel()
    try:
        await t
    except asyncio.CancelledError:
        print("stopped after the critical part")
    fut = asyncio.get_running_loop().create_future()
    s = asyncio.shield(fut)
    fut.set_result("fut")
    print(await s, s is fut)


asyncio.run(main())
