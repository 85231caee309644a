# Timeouts around gather and TaskGroup; groups inside timeouts.
import asyncio


async def job(name, d):
    try:
        await asyncio.sleep(d)
        return name
    except asyncio.CancelledError:
        cancelled.append(name)
        raise


cancelled = []


async def main():
    try:
        async with asyncio.timeout(0.02):
            await asyncio.gather(job("a", 0), job("b", 5), job("c", 5))
    except TimeoutError:
        print("gather timed out", sorted(cancelled))
    cancelled.clear()
    try:
        async with asyncio.timeout(0.02):
            async with asyncio.TaskGroup() as tg:
                ts = [tg.create_task(job(n, d)) for n, d in [("d", 0), ("e", 5)]]
    except TimeoutError:
        print("group timed out", cancelled, ts[0].result(), ts[1].cancelled())
    cancelled.clear()
    async with asyncio.TaskGroup() as tg:
        async def limited(name, d, limit):
            try:
                return await asyncio.wait_for(job(name, d), limit)
            except TimeoutError:
                return f"{name} too slow"
        ts = [tg.create_task(limited(n, d, 0.03)) for n, d in [("f", 0.001), ("g", 5), ("h", 0)]]
    print([t.result() for t in ts], cancelled)
    try:
        async with asyncio.TaskGroup() as tg:
            async def strict():
                async with asyncio.timeout(0.005):
                    await job("i", 5)
            tg.create_task(strict())
            tg.create_task(job("j", 5))
    except* TimeoutError as eg:
        print("group error", eg.exceptions, sorted(cancelled))
    print(asyncio.current_task().cancelling())
    try:
        await asyncio.wait_for(asyncio.gather(job("k", 0), job("l", 0.001)), 1)
        print("in time")
        await asyncio.wait_for(asyncio.gather(job("m", 5), job("n", 5)), 0.005)
    except TimeoutError:
        print("wait_for gather", sorted(cancelled))


asyncio.run(main())
