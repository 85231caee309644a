"""TaskGroup fan-out with errors and nesting."""
import asyncio


async def leaf(n):
    await asyncio.sleep(0)
    return n % 13


async def fan(n):
    async with asyncio.TaskGroup() as tg:
        tasks = [tg.create_task(leaf(i)) for i in range(n)]
    return sum(t.result() for t in tasks)


async def nested(depth, width=3):
    if depth == 0:
        return await leaf(width)
    async with asyncio.TaskGroup() as tg:
        kids = [tg.create_task(nested(depth - 1, width)) for _ in range(width)]
    return sum(k.result() for k in kids) + depth


async def bad(n):
    await asyncio.sleep(0)
    raise ValueError(n) if n % 2 else KeyError(n)


async def bystander(log):
    try:
        await asyncio.get_running_loop().create_future()
    except asyncio.CancelledError:
        log["cancelled"] += 1
        raise


async def failing(n, log):
    try:
        async with asyncio.TaskGroup() as tg:
            for _ in range(4):
                tg.create_task(bystander(log))
            tg.create_task(bad(n))
    except* ValueError as eg:
        log["value"] += len(eg.exceptions)
    except* KeyError as eg:
        log["key"] += len(eg.exceptions)


async def crawl(graph, start):
    seen = {start}
    async with asyncio.TaskGroup() as tg:
        async def visit(node):
            await asyncio.sleep(0)
            for nxt in graph[node]:
                if nxt not in seen:
                    seen.add(nxt)
                    tg.create_task(visit(nxt))
        tg.create_task(visit(start))
    return len(seen), sum(seen)


async def main():
    print(sum([await fan(200) for _ in range(230)]))
    print(await nested(9))
    log = dict(cancelled=0, value=0, key=0)
    for n in range(2500):
        await failing(n, log)
    print(log)
    graph = {i: [(i * 2 + 1) % 16001, (i * 3 + 2) % 16001, (i + 7) % 16001] for i in range(16001)}
    print(await crawl(graph, 0))
    print([await fan(n) for n in range(0, 60, 7)])


asyncio.run(main())
