# wait returns when its condition holds; how many turns that takes.
import asyncio


async def job(name, turns, fail=False):
    for i in range(turns):
        await asyncio.sleep(0)
    print(name, "ends")
    if fail:
        raise RuntimeError(name)
    return name


def names(tasks):
    return sorted(t.get_name() for t in tasks)


def make(*specs):
    return [asyncio.create_task(job(*s), name=s[0]) for s in specs]


async def main():
    ts = make(("a", 1), ("b", 3), ("c", 2))
    done, pending = await asyncio.wait(ts, return_when=asyncio.FIRST_COMPLETED)
    print("first:", names(done), names(pending))
    done, pending = await asyncio.wait(ts)
    print("all:", names(done), names(pending))
    ts = make(("d", 3), ("e", 1, True), ("f", 5))
    done, pending = await asyncio.wait(ts, return_when=asyncio.FIRST_EXCEPTION)
    print("exception:", names(done), names(pending), sorted(repr(t.exception()) for t in done))
    done, pending = await asyncio.wait(ts)
    print("rest:", names(done), names(pending))
    done, pending = await asyncio.wait(ts, return_when=asyncio.FIRST_COMPLETED)
    print("already done:", names(done), names(pending))
    ts = make(("g", 0), ("h", 0), ("i", 0))
    done, pending = await asyncio.wait(ts, return_when=asyncio.FIRST_COMPLETED)
    print("same turn:", names(done), names(pending))
    await asyncio.wait(ts)
    t = asyncio.create_task(asyncio.sleep(0.1), name="slow")
    done, pending = await asyncio.wait([t], timeout=0.01)
    print("timeout:", names(done), names(pending))
    t.cancel()
    done, pending = await asyncio.wait([t], timeout=1)
    print("cancelled:", names(done), [x.cancelled() for x in done])


asyncio.run(main())
