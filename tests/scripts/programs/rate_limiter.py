# A token bucket and a concurrency limiter.
import asyncio
import time


class TokenBucket:
    def __init__(self, rate, capacity):
        self.rate, self.capacity = rate, capacity
        self.tokens = capacity
        self.updated = time.monotonic()
        self.waited = 0

    def _refill(self):
        now = time.monotonic()
        self.tokens = min(self.capacity, self.tokens + (now - self.updated) * self.rate)
        self.updated = now

    async def take(self, n=1):
        self._refill()
        while self.tokens < n:
            self.waited += 1
            await asyncio.sleep((n - self.tokens) / self.rate + 0.001)
            self._refill()
        self.tokens -= n


class Limiter:
    def __init__(self, limit):
        self.sem = asyncio.Semaphore(limit)
        self.running = self.peak = 0

    async def __aenter__(self):
        await self.sem.acquire()
        self.running += 1
        self.peak = max(self.peak, self.running)
        return self.running

    async def __aexit__(self, *exc):
        self.running -= 1
        self.sem.release()


async def call(bucket, limiter, i):
    await bucket.take()
    async with limiter as n:
        assert n <= 3
        await asyncio.sleep(0.002)
        return i * 2


async def main():
    bucket, limiter = TokenBucket(100, 5), Limiter(3)
    start = time.monotonic()
    results = await asyncio.gather(*(call(bucket, limiter, i) for i in range(12)))
    elapsed = time.monotonic() - start
    print(results)
    print("peak", limiter.peak, "slowed down:", elapsed > 0.05, "waited:", bucket.waited > 0)
    print("not too slow:", elapsed < 0.5)
    start = time.monotonic()
    await bucket.take(3)
    print("three tokens taken:", time.monotonic() - start < 0.2)


asyncio.run(main())
