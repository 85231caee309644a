"""Simulated elevators, traffic lights and a cache whose entries grow old."""
import asyncio
import random

CUSTOMERS = 9800


class Cache:
    """Entries are dropped by a timer; reading an entry renews it."""

    def __init__(self, loop, ttl):
        self.loop = loop
        self.ttl = ttl
        self.entries = {}
        self.timers = {}
        self.dropped = 0

    def put(self, key, value):
        self.entries[key] = value
        self.renew(key)

    def renew(self, key):
        timer = self.timers.get(key)
        if timer is not None:
            timer.cancel()
        self.timers[key] = self.loop.call_later(self.ttl, self.drop, key)

    def get(self, key):
        value = self.entries.get(key)
        if value is not None:
            self.renew(key)
        return value

    def drop(self, key):
        del self.entries[key]
        del self.timers[key]
        self.dropped += 1


class Light:
    COLOURS = ("red", "green", "yellow")

    def __init__(self, name, times):
        self.name = name
        self.times = times
        self.changes = {c: 0 for c in self.COLOURS}

    async def run(self, cycles):
        for _ in range(cycles):
            for colour, seconds in zip(self.COLOURS, self.times):
                self.changes[colour] += 1
                await asyncio.sleep(seconds)
        return self.name


class Shop:
    def __init__(self, tills):
        self.tills = asyncio.Semaphore(tills)
        self.takings = 0
        self.served = 0

    async def customer(self, basket):
        await asyncio.sleep(len(basket) / 4000)
        async with self.tills:
            await asyncio.sleep(sum(basket) / 2000000)
            self.served += 1
            self.takings += sum(basket)


class Timeline:
    """Events at fixed, well separated moments: their order is known."""

    def __init__(self, loop):
        self.loop = loop
        self.start = loop.time() + 0.01
        self.log = []

    def at(self, moment, name):
        return self.loop.call_at(self.start + moment, self.log.append, name)


async def main():
    loop = asyncio.get_running_loop()
    rng = random.Random(5)

    shop = Shop(400)
    baskets = [[rng.randrange(1, 90) for _ in range(rng.randrange(1, 12))] for _ in range(CUSTOMERS)]
    await asyncio.gather(*(shop.customer(b) for b in baskets))
    print("shop", shop.served, shop.takings, shop.takings == sum(map(sum, baskets)))

    lights = [Light(f"l{i}", (0.0004 * (i % 3 + 1), 0.0003, 0.0001)) for i in range(CUSTOMERS // 10)]
    names = await asyncio.gather(*(light.run(6) for light in lights))
    print("lights", names[0], names[-1], sum(sum(light.changes.values()) for light in lights))

    cache = Cache(loop, 0.002)
    for n in range(CUSTOMERS * 2):
        cache.put(f"key{n % 300}", n)
        cache.get(f"key{n % 100}")
    while cache.entries:
        await asyncio.sleep(0.001)
    print("cache", len(cache.timers), cache.dropped >= 300)

    line = Timeline(loop)
    for name, moment in (("e", 0.05), ("b", 0.02), ("d", 0.04), ("a", 0.01), ("c", 0.03)):
        line.at(moment, name)
    line.at(0.035, "never").cancel()
    await asyncio.sleep(0.09)
    print("timeline", "".join(line.log))


asyncio.run(main())
