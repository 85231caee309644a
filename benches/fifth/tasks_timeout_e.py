"""Timeouts, cancellation and shield, in many small rounds."""
import asyncio

ROUNDS = 1500


async def quick(n):
    await asyncio.sleep(0)
    return n * 2


async def forever():
    await asyncio.get_running_loop().create_future()


async def with_timeout(n, counts):
    try:
        async with asyncio.timeout(30):
            counts["value"] += await quick(n)
            counts["in time"] += 1
    except TimeoutError:
        counts["late"] += 1


async def too_slow(counts):
    try:
        async with asyncio.timeout(0.001):
            await forever()
    except TimeoutError:
        counts["late"] += 1


async def waited(n, counts):
    try:
        counts["value"] += await asyncio.wait_for(quick(n), timeout=30)
        counts["in time"] += 1
    except asyncio.TimeoutError:
        counts["late"] += 1


async def worker(counts):
    try:
        while True:
            counts["beats"] += 1
            await asyncio.sleep(0)
    except asyncio.CancelledError:
        counts["cancelled"] += 1
        raise
    finally:
        counts["cleanup"] += 1


async def stop(task):
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        return True
    return False


async def protected(counts):
    async def commit():
        for _ in range(3):
            await asyncio.sleep(0)
        counts["commits"] += 1

    inner = asyncio.create_task(commit())

    async def outer():
        await asyncio.shield(inner)

    task = asyncio.create_task(outer())
    await asyncio.sleep(0)
    stopped = await stop(task)
    await inner
    return stopped


async def main():
    counts = dict.fromkeys(
        ["value", "in time", "late", "beats", "cancelled", "cleanup", "commits", "stopped"], 0
    )
    for r in range(ROUNDS):
        for k in range(12):
            await with_timeout(r + k, counts)
            await waited(r * k, counts)
        workers = [asyncio.create_task(worker(counts)) for _ in range(8)]
        for _ in range(3):
            await asyncio.sleep(0)
        for w in workers:
            counts["stopped"] += await stop(w)
        counts["stopped"] += await protected(counts)
    await asyncio.gather(*(too_slow(counts) for _ in range(ROUNDS * 2)))
    beats = counts.pop("beats")
    print("beats per worker", beats // counts["cancelled"] >= 3)
    for key, n in counts.items():
        print(f"{key}: {n}")


asyncio.run(main())
