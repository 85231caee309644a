# Periodic tasks, a watchdog, a graceful stop.
import asyncio


class Ticker:
    def __init__(self, interval):
        self.interval = interval
        self.stopped = asyncio.Event()

    async def __aiter__(self):
        n = 0
        while not self.stopped.is_set():
            yield n
            n += 1
            try:
                await asyncio.wait_for(self.stopped.wait(), self.interval)
            except TimeoutError:
                pass

    def stop(self):
        self.stopped.set()


class Watchdog:
    def __init__(self, limit):
        self.limit, self.last, self.barks = limit, 0, []

    def feed(self):
        self.last = asyncio.get_running_loop().time()

    async def run(self):
        loop = asyncio.get_running_loop()
        self.feed()
        try:
            while True:
                await asyncio.sleep(self.limit / 2)
                if loop.time() - self.last > self.limit:
                    self.barks.append("silence")
                    self.feed()
        finally:
            print("watchdog stopped, barks:", len(self.barks) > 0)


async def sensor(ticker, out):
    async for n in ticker:
        out.append(n * n)
    out.append("closed")


async def flaky(dog):
    for i in range(3):
        dog.feed()
        await asyncio.sleep(0.005)
    await asyncio.sleep(0.06)
    return "slow part over"


async def main():
    dog = Watchdog(0.02)
    guard = asyncio.create_task(dog.run())
    ticker, out = Ticker(0.01), []
    s = asyncio.create_task(sensor(ticker, out))
    print(await flaky(dog))
    ticker.stop()
    await s
    print(out[:3], out[-1], len(out) > 4)
    guard.cancel()
    try:
        await guard
    except asyncio.CancelledError:
        print("guard cancelled")


asyncio.run(main())
