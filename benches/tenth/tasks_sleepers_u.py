# Tens of thousands of timers: half call_later callbacks, half sleeping tasks, some of
# both cancelled before they fire.
import asyncio
import random

N = 30000


class Counter:
    def __init__(self):
        self.fired = 0
        self.acc = 0

    def hit(self, k):
        self.fired += 1
        self.acc ^= k * 2654435761 & 0xFFFFFFFF


async def sleeper(c, k, d):
    try:
        await asyncio.sleep(d)
        c.hit(k)
        return 1
    except asyncio.CancelledError:
        c.acc ^= 1
        raise


async def main():
    loop = asyncio.get_running_loop()
    rng = random.Random(31337)
    timers = Counter()
    handles = [loop.call_later(0.02 + rng.random() * 0.1, timers.hit, k) for k in range(N)]
    dropped = 0
    for h in handles[::4]:
        h.cancel()
        dropped += 1
    await asyncio.sleep(0.14)
    while timers.fired < N - dropped:
        await asyncio.sleep(0.005)
    print("timers", timers.fired, dropped, timers.acc)

    tasks = Counter()
    ts = []
    for k in range(N):
        doomed = k % 10 == 3
        ts.append(asyncio.create_task(sleeper(tasks, k, 1000 if doomed else rng.random() * 0.1)))
    await asyncio.sleep(0)
    for t in ts[3::10]:
        t.cancel()
    results = await asyncio.gather(*ts, return_exceptions=True)
    woke = [r for r in results if r == 1]
    print("tasks", tasks.fired, len(woke), len(results) - len(woke), tasks.acc)


asyncio.run(main())
