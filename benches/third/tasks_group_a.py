"""TaskGroup fan-out: flat groups, nested groups, tasks adding siblings."""
import asyncio


async def work(n):
    if n % 4 == 0:
        await asyncio.sleep(0)
    return n * n % 1009


async def flat(base, width):
    async with asyncio.TaskGroup() as tg:
        tasks = [tg.create_task(work(base + i)) for i in range(width)]
    return sum(t.result() for t in tasks)


async def nested(depth, label):
    if depth == 0:
        return await work(label)
    async with asyncio.TaskGroup() as tg:
        kids = [tg.create_task(nested(depth - 1, label * 4 + k)) for k in range(4)]
    return sum(k.result() for k in kids) % 1_000_003


async def flood(tg, node, limit, seen):
    """Graph walk; every visited node schedules its unseen neighbours."""
    for step in (3, 7, 11):
        other = (node * step + 1) % limit
        if other not in seen:
            seen[other] = node
            tg.create_task(flood(tg, other, limit, seen))
    await asyncio.sleep(0)


async def main():
    total = 0
    for b in range(150):
        total += await flat(b * 13, 250)
    print("flat", total)
    print("nested", await nested(7, 1))
    seen = {0: 0}
    async with asyncio.TaskGroup() as tg:
        tg.create_task(flood(tg, 0, 20011, seen))
    print("flood", len(seen), sum(k * v for k, v in seen.items()) % 1_000_003)


asyncio.run(main())
