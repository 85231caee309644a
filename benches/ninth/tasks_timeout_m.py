"""Requests to flaky replicas: a fast replica answers in time, a stuck one is given up
(wait_for / asyncio.timeout), a hedged request cancels its loser."""
import asyncio


class Stats:
    def __init__(self):
        self.values = {}

    def count(self, what, by=1):
        self.values[what] = self.values.get(what, 0) + by

    def __str__(self):
        return " ".join(f"{k}={self.values[k]}" for k in sorted(self.values))


class Replica:
    def __init__(self, name, stats, *, stuck_every):
        self.name = name
        self.stats = stats
        self.stuck_every = stuck_every
        self.seen = 0

    async def ask(self, key):
        self.seen += 1
        if self.seen % self.stuck_every == 0:
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                self.stats.count("abandoned")
                raise
        for _ in range(key % 3):
            await asyncio.sleep(0)
        return key * key % 1009


async def with_wait_for(replica, key, stats):
    try:
        return await asyncio.wait_for(replica.ask(key), 30)
    except TimeoutError:
        stats.count("impossible")
    return 0


async def with_timeout_block(replica, key, stats):
    try:
        async with asyncio.timeout(0) as scope:
            await replica.ask(key)
            await asyncio.Event().wait()
    except TimeoutError:
        assert scope.expired()
        stats.count("expired")
    return 1


async def rescheduled(replica, key, stats):
    loop = asyncio.get_running_loop()
    async with asyncio.timeout(None) as scope:
        scope.reschedule(loop.time() + 60)
        answer = await replica.ask(key)
        stats.count("in_time")
    return answer


async def hedged(first, second, key, stats):
    tasks = [asyncio.create_task(r.ask(key)) for r in (first, second)]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in pending:
        task.cancel()
    if pending:
        await asyncio.wait(pending)
    stats.count("losers", sum(t.cancelled() for t in pending))
    return max(t.result() for t in done)


async def client(number, stats, rounds):
    good = Replica("good", stats, stuck_every=10**9)
    bad = Replica("bad", stats, stuck_every=2)
    total = 0
    for key in range(number, number + rounds):
        match key % 5:
            case 0:
                total += await with_timeout_block(good, key, stats)
            case 1 | 2:
                total += await with_wait_for(good, key, stats)
            case 3:
                total += await rescheduled(good, key, stats)
            case _:
                total += await hedged(good, bad, key, stats)
    return total


async def main():
    stats = Stats()
    for wave in range(6):
        totals = await asyncio.gather(*(client(wave * 100 + n, stats, 60) for n in range(30)))
        print(f"wave {wave}: {sum(totals)} best client {totals.index(max(totals))}")
    print(stats)


asyncio.run(main())
