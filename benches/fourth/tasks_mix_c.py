"""A small service: worker pool, rate limiting, retries and pub/sub."""
import asyncio
from random import Random


class Flaky(Exception):
    pass


class Bus:
    def __init__(self):
        self.subs = {}

    def subscribe(self, topic):
        q = asyncio.Queue()
        self.subs.setdefault(topic, []).append(q)
        return q

    async def publish(self, topic, msg):
        for q in self.subs.get(topic, ()):
            await q.put(msg)

    async def close(self):
        for topic in self.subs:
            await self.publish(topic, None)


class TokenBucket:
    """Hands out tokens per tick of a virtual clock."""

    def __init__(self, per_tick):
        self.per_tick = per_tick
        self.tokens = per_tick
        self.cond = asyncio.Condition()
        self.ticks = 0

    async def take(self):
        async with self.cond:
            await self.cond.wait_for(lambda: self.tokens > 0)
            self.tokens -= 1

    async def run(self):
        while True:
            await asyncio.sleep(0)
            async with self.cond:
                self.tokens = self.per_tick
                self.ticks += 1
                self.cond.notify(self.per_tick)


class Backend:
    def __init__(self, seed):
        self.rng = Random(seed)
        self.calls = 0
        self.limit = asyncio.Semaphore(8)

    async def fetch(self, key):
        async with self.limit:
            self.calls += 1
            await asyncio.sleep(0)
            if (key + self.calls) % 7 == 0:
                raise Flaky(key)
            return key * 3 + self.rng.randint(0, 0)


async def retry(factory, attempts=6):
    for n in range(attempts):
        try:
            async with asyncio.timeout(30):
                return await factory(), n
        except Flaky:
            await asyncio.sleep(0)
    return None, attempts


async def worker(jobs, backend, bucket, bus):
    while True:
        key = await jobs.get()
        try:
            await bucket.take()
            value, tries = await retry(lambda: backend.fetch(key))
            await bus.publish("result" if value is not None else "dead", (key, value, tries))
        finally:
            jobs.task_done()


async def listener(q):
    total = count = 0
    while (msg := await q.get()) is not None:
        total += msg[1] or 0
        count += 1
    return count, total


async def cached(cache, locks, key, compute):
    if key not in cache:
        async with locks.setdefault(key, asyncio.Lock()):
            if key not in cache:
                cache[key] = await compute(key)
    return cache[key]


async def main():
    bus, backend, bucket = Bus(), Backend(4), TokenBucket(4)
    jobs = asyncio.Queue(maxsize=50)
    listeners = [asyncio.create_task(listener(bus.subscribe(t))) for t in ("result", "result", "dead")]
    helpers = [asyncio.create_task(bucket.run())]
    helpers += [asyncio.create_task(worker(jobs, backend, bucket, bus)) for _ in range(10)]
    for key in range(22000):
        await jobs.put(key)
    await jobs.join()
    for h in helpers:
        h.cancel()
    await asyncio.gather(*helpers, return_exceptions=True)
    await bus.close()
    print([await l for l in listeners], backend.calls >= 22000, bucket.ticks > 100)

    computed = []

    async def slow(key):
        computed.append(key)
        await asyncio.sleep(0.001)
        return key * key
    cache, locks = {}, {}
    values = await asyncio.gather(*(cached(cache, locks, i % 200, slow) for i in range(15000)))
    print(sum(values), len(computed))


asyncio.run(main())
