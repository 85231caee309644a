# wait: sets of tasks, timeouts, misuse.
import asyncio


async def job(d, v, fail=False):
    await asyncio.sleep(d)
    if fail:
        raise ValueError(v)
    return v


async def main():
    ts = [asyncio.create_task(job(d, d)) for d in (0.06, 0.0, 0.03)]
    done, pending = await asyncio.wait(ts, timeout=0.015)
    print([t.result() for t in done], len(pending))
    done, pending = await asyncio.wait(pending, return_when="FIRST_COMPLETED")
    print([t.result() for t in done], len(pending))
    done, pending = await asyncio.wait(pending)
    print([t.result() for t in done], len(pending))
    print(asyncio.FIRST_COMPLETED, asyncio.FIRST_EXCEPTION, asyncio.ALL_COMPLETED)
    done, pending = await asyncio.wait([asyncio.create_task(job(0, "bad", True))])
    print([repr(t.exception()) for t in done])
    for bad in ([], [job(0, 1)], job(0, 1), None):
        try:
            await asyncio.wait(bad)
        except (TypeError, ValueError) as e:
            print(type(e).__name__, "|", e)
        if asyncio.iscoroutine(bad):
            bad.close()
        elif bad:
            bad[0].close()
    t = asyncio.create_task(job(0, 1))
    try:
        await asyncio.wait([t], return_when="SOMETIME")
    except ValueError as e:
        print("ValueError |", e)
    await t
    done, _ = await asyncio.wait([t, t, t])
    print(len(done))
    slow = asyncio.create_task(job(1, "slow"))
    outer = asyncio.create_task(asyncio.wait([slow]))
    await asyncio.sleep(0)
    outer.cancel()
    try:
        await outer
    except asyncio.CancelledError:
        print("wait cancelled, its task still runs:", not slow.done())
    slow.cancel()
    await asyncio.wait([slow])


asyncio.run(main())
