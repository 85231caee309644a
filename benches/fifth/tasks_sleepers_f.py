import asyncio
import random

WAVES = 51


class Sensor:
    def __init__(self, ident: int, rng: random.Random):
        self.ident = ident
        self.period = rng.randrange(1, 20) / 10000
        self.base = rng.randrange(100)
        self.readings: list = []

    async def sample(self, times: int) -> None:
        for k in range(times):
            await asyncio.sleep(self.period)
            self.readings.append((self.base + k * self.ident) % 257)

    def mean(self) -> float:
        return sum(self.readings) / len(self.readings)


class Ticker:
    """Reschedules itself with call_later until it has ticked enough."""

    def __init__(self, loop, interval: float, count: int):
        self.loop = loop
        self.interval = interval
        self.left = count
        self.done = loop.create_future()
        self.handle = loop.call_later(interval, self.tick)

    def tick(self) -> None:
        self.left -= 1
        if self.left == 0:
            self.done.set_result(self.interval)
        else:
            self.handle = self.loop.call_later(self.interval, self.tick)


class Debouncer:
    """Every call puts the deadline off, only the last one counts."""

    def __init__(self, loop, delay: float):
        self.loop = loop
        self.delay = delay
        self.handle = None
        self.fired: list = []

    def poke(self, value: int) -> None:
        if self.handle is not None:
            self.handle.cancel()
        self.handle = self.loop.call_later(self.delay, self.fired.append, value)


async def sleep_sort(values: list) -> list:
    loop = asyncio.get_running_loop()
    start = loop.time()
    out: list = []
    end = loop.create_future()
    for v in values:
        loop.call_at(start + v * 0.003, out.append, v)
    loop.call_at(start + 0.003 * (max(values) + 1), end.set_result, out)
    return await end


async def main() -> None:
    rng = random.Random(2024)
    loop = asyncio.get_running_loop()
    means = 0.0
    total = 0
    for wave in range(WAVES):
        sensors = [Sensor(i, rng) for i in range(200)]
        await asyncio.gather(*[s.sample(6) for s in sensors])
        means += sum(s.mean() for s in sensors)
        total += sum(len(s.readings) for s in sensors)
    print("waves", total, f"{means:.3f}")

    tickers = [Ticker(loop, (i % 9 + 1) / 8000, 5 * WAVES) for i in range(60)]
    intervals = [await t.done for t in tickers]
    print("tickers", len(intervals), f"{sum(intervals):.5f}")

    bouncers = [Debouncer(loop, 0.004) for _ in range(20)]
    for b, bouncer in enumerate(bouncers):
        for i in range(WAVES * 12):
            bouncer.poke(i * b)
    await asyncio.sleep(0.05)
    print("debounced", sum(len(b.fired) for b in bouncers), sum(b.fired[-1] for b in bouncers))

    values = list(range(30))
    rng.shuffle(values)
    print("sorted", await sleep_sort(values) == sorted(values))


asyncio.run(main())
