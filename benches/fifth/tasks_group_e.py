"""TaskGroup fan-out with and without failing members."""
import asyncio

ROUNDS = 1100


class TooBig(Exception):
    def __init__(self, value):
        super().__init__(f"{value} is too big")
        self.value = value


async def square(n, limit=10 ** 9):
    await asyncio.sleep(0)
    if n * n > limit:
        raise TooBig(n)
    return n * n


async def fan_out(n):
    async with asyncio.TaskGroup() as tg:
        tasks = [tg.create_task(square(i)) for i in range(n)]
    return sum(t.result() for t in tasks)


async def bystander(stats):
    try:
        await asyncio.Event().wait()
    except asyncio.CancelledError:
        stats["cancelled"] += 1
        raise


async def failing(n, stats):
    try:
        async with asyncio.TaskGroup() as tg:
            for i in range(n):
                tg.create_task(square(i, 50))
            for _ in range(5):
                tg.create_task(bystander(stats))
    except* TooBig as group:
        stats["too big"] += sum(e.value for e in group.exceptions)
        stats["groups"] += 1


async def nested(depth, stats):
    if depth == 0:
        stats["leaves"] += 1
        return
    async with asyncio.TaskGroup() as tg:
        tg.create_task(nested(depth - 1, stats))
        tg.create_task(nested(depth - 1, stats))


async def two_kinds(n, stats):
    async def bad(kind):
        raise kind("planned")

    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(bad(ValueError))
            tg.create_task(bad(KeyError))
            if n % 2:
                tg.create_task(bad(ValueError))
    except* ValueError as eg:
        stats["value errors"] += len(eg.exceptions)
    except* KeyError as eg:
        stats["key errors"] += len(eg.exceptions)


async def main():
    stats = {k: 0 for k in ("cancelled", "too big", "groups", "leaves", "value errors", "key errors")}
    total = 0
    for r in range(ROUNDS):
        total += await fan_out(20 + r % 10)
        await failing(10 + r % 3, stats)
        await nested(4, stats)
        await two_kinds(r, stats)
    print("total", total)
    for key, value in stats.items():
        print(f"{key:>12}: {value}")


asyncio.run(main())
