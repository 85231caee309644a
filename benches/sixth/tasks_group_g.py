# task groups: a bounded fan-out, a race, retries, exception groups
import asyncio

ROUNDS = 900


async def fetch(n, sem):
    async with sem:
        await asyncio.sleep(0)
        return n * 3 % 101


async def bounded(n):
    sem = asyncio.Semaphore(4)
    async with asyncio.TaskGroup() as tg:
        tasks = {k: tg.create_task(fetch(k, sem)) for k in range(n)}
    return {k: t.result() for k, t in tasks.items()}


class Winner(Exception):
    pass


async def racer(lane, distance, hurt):
    try:
        for _ in range(distance):
            await asyncio.sleep(0)
        raise Winner(lane)
    except asyncio.CancelledError:
        hurt.append(lane)
        raise


async def race(seed):
    hurt = []
    try:
        async with asyncio.TaskGroup() as tg:
            for lane in range(6):
                tg.create_task(racer(lane, 2 + (lane * 5 + seed) % 7, hurt))
    except ExceptionGroup as eg:
        winners = [e.args[0] for e in eg.exceptions]
        return winners[0], len(hurt)


async def step(n, fails):
    if fails.get(n, 0) > 0:
        fails[n] -= 1
        raise OSError(n)
    if n == 13:
        raise ValueError(n)
    return n


async def with_retry(numbers):
    fails = {n: n % 3 for n in numbers}
    tries = 0
    left = list(numbers)
    dropped = []
    while left:
        tries += 1
        again = []
        for n in left:
            try:
                async with asyncio.TaskGroup() as tg:
                    tg.create_task(step(n, fails))
            except* OSError as eg:
                again.extend(e.args[0] for e in eg.exceptions)
            except* ValueError:
                dropped.append(n)
        left = again
    return tries, dropped


async def late_members(n):
    """Members of a group may start new members."""
    seen = []

    async def member(tg, k):
        seen.append(k)
        if k * 2 < n:
            tg.create_task(member(tg, k * 2))
        if k * 2 + 1 < n:
            tg.create_task(member(tg, k * 2 + 1))

    async with asyncio.TaskGroup() as tg:
        tg.create_task(member(tg, 1))
    return sorted(seen) == list(range(1, n))


async def body_raises():
    cancelled = found = 0

    async def wait_forever():
        nonlocal cancelled
        try:
            await asyncio.Future()
        finally:
            cancelled += 1

    try:
        async with asyncio.TaskGroup() as tg:
            for _ in range(3):
                tg.create_task(wait_forever())
            await asyncio.sleep(0)
            raise KeyError("body")
    except* KeyError as eg:
        found = len(eg.split(KeyError)[0].exceptions)
    return cancelled * 10 + found


async def main():
    values = tries = hurt = bodies = 0
    winners = {}
    fine = True
    for r in range(ROUNDS):
        values += sum((await bounded(10 + r % 8)).values())
        lane, n = await race(r)
        winners[lane] = winners.get(lane, 0) + 1
        hurt += n
        t, dropped = await with_retry(range(r % 10, r % 10 + 8))
        tries += t + len(dropped)
        fine = fine and await late_members(12)
        bodies += await body_raises()
    print("values", values, "tries", tries, "fine", fine)
    print("winners", sorted(winners.items()), "hurt", hurt)
    print("bodies", bodies)


asyncio.run(main())
