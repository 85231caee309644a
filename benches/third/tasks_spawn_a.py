"""Spawn large batches of short-lived tasks and await each one in turn."""
import asyncio

BATCHES = 200
PER_BATCH = 1000


async def collatz_steps(n):
    steps = 0
    while n != 1 and steps < 12:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps


async def tiny(n):
    return n & 0xFF


async def run_batch(base):
    tasks = []
    for i in range(PER_BATCH):
        if i % 3 == 0:
            tasks.append(asyncio.create_task(collatz_steps(base + i + 1)))
        else:
            tasks.append(asyncio.create_task(tiny(base + i)))
    total = 0
    for t in tasks:
        total += await t
    return total


async def main():
    grand = 0
    check = 0
    for b in range(BATCHES):
        value = await run_batch(b * PER_BATCH)
        grand += value
        check = (check * 31 + value) % 1_000_000_007
    print("tasks", BATCHES * PER_BATCH)
    print("total", grand)
    print("check", check)


if __name__ == "__main__":
    asyncio.run(main())
