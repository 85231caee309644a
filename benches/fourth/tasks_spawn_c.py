"""Spawn and await many short-lived tasks."""
import asyncio


async def compute(n):
    return n * n % 97


async def yielding(n):
    await asyncio.sleep(0)
    return n


async def failing(n):
    if n % 5 == 0:
        raise ValueError(n)
    return n


async def one_by_one(n):
    total = 0
    for i in range(n):
        total += await asyncio.create_task(compute(i))
    return total


async def batches(n, size):
    total = 0
    for start in range(0, n, size):
        tasks = [asyncio.create_task(yielding(i), name=f"t{i}") for i in range(start, start + size)]
        for t in tasks:
            total += await t
        assert all(t.done() for t in tasks)
    return total


async def with_callbacks(n):
    finished = []
    tasks = []
    for i in range(n):
        t = asyncio.create_task(compute(i))
        t.add_done_callback(lambda t: finished.append(t.result()))
        tasks.append(t)
    await asyncio.wait(tasks)
    await asyncio.sleep(0)
    return len(finished), sum(finished)


async def cancelled(n):
    hits = 0
    for i in range(n):
        t = asyncio.create_task(asyncio.sleep(10))
        if i % 2:
            await asyncio.sleep(0)
        t.cancel()
        try:
            await t
        except asyncio.CancelledError:
            hits += 1
    return hits


async def main():
    print(await one_by_one(25000))
    print(await batches(40000, 500))
    print(await with_callbacks(22000))
    errors = 0
    for t in [asyncio.create_task(failing(i)) for i in range(19000)]:
        try:
            await t
        except ValueError:
            errors += 1
    print("errors", errors)
    print("cancelled", await cancelled(9000))


asyncio.run(main())
