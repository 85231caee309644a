"""Simulated crawler: frontier queue, per-host politeness, token rate limiter,
retry with (zero) backoff, result cache and a pub/sub of events."""
import asyncio
import random

PAGES = 32000
HOSTS = 15


class FetchError(Exception):
    pass


class Bus:
    def __init__(self):
        self.subs = {}

    def subscribe(self, topic):
        q = asyncio.Queue()
        self.subs.setdefault(topic, []).append(q)
        return q

    def publish(self, topic, item):
        for q in self.subs.get(topic, ()):
            q.put_nowait(item)


class RateLimiter:
    def __init__(self, per_turn):
        self.per_turn = per_turn
        self.tokens = per_turn
        self.waits = 0

    async def take(self):
        while self.tokens == 0:
            self.waits += 1
            await asyncio.sleep(0)
            self.tokens = min(self.per_turn, self.tokens + 2)
        self.tokens -= 1


class Crawler:
    def __init__(self):
        self.rng = random.Random(99)
        self.seen = {0}
        self.frontier = asyncio.Queue()
        self.hosts = [asyncio.Semaphore(2) for _ in range(HOSTS)]
        self.limiter = RateLimiter(6)
        self.bus = Bus()
        self.retries = 0
        self.dead = 0

    async def fetch(self, page):
        await self.limiter.take()
        async with self.hosts[page % HOSTS]:
            await asyncio.sleep(0)
            if self.rng.random() < 0.15:
                raise FetchError(page)
            return [(page * k + 17) % PAGES for k in (2, 3, 5)] + [(page + 1) % PAGES]

    async def retrying(self, page, attempts=3):
        for n in range(attempts):
            try:
                return await asyncio.wait_for(self.fetch(page), 60)
            except FetchError:
                self.retries += 1
                await asyncio.sleep(0)
        raise FetchError(page)

    async def worker(self):
        while True:
            page = await self.frontier.get()
            try:
                for link in await self.retrying(page):
                    if link not in self.seen:
                        self.seen.add(link)
                        self.frontier.put_nowait(link)
                self.bus.publish("done", page)
            except FetchError:
                self.dead += 1
                self.bus.publish("dead", page)
            finally:
                self.frontier.task_done()


async def tally(q):
    n = total = 0
    while (item := await q.get()) is not None:
        n += 1
        total += item
    return n, total


async def main():
    c = Crawler()
    watchers = [asyncio.create_task(tally(c.bus.subscribe(t)))
                for t in ("done", "done", "dead")]
    workers = [asyncio.create_task(c.worker()) for _ in range(25)]
    c.frontier.put_nowait(0)
    await c.frontier.join()
    for w in workers:
        w.cancel()
    await asyncio.gather(*workers, return_exceptions=True)
    c.bus.publish("done", None)
    c.bus.publish("dead", None)
    print("seen", len(c.seen), "retries", c.retries, "dead", c.dead)
    print("waits", c.limiter.waits)
    print("tally", await asyncio.gather(*watchers))


asyncio.run(main())
