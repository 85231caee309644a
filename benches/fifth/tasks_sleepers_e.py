"""Thousands of sleeping tasks; results are collected so that order does not matter."""
import asyncio

SLEEPERS = 6700


class Alarm:
    rung = 0

    def __init__(self, number, delay):
        self.number = number
        self.delay = delay
        self.done = False

    async def ring(self):
        await asyncio.sleep(self.delay)
        self.done = True
        Alarm.rung += 1
        return self.number


async def napper(n, naps, ledger):
    for k in range(naps):
        await asyncio.sleep(0.0001 * ((n * 7 + k * 3) % 11))
        ledger[n % len(ledger)] += k + 1


async def in_order():
    """Deadlines on one clock, far enough apart to have only one order."""
    loop = asyncio.get_running_loop()
    rung = []
    finished = loop.create_future()
    start = loop.time() + 0.01
    places = [(i * 7) % 20 for i in range(20)]
    for p in places:
        loop.call_at(start + p * 0.004, rung.append, p)
    loop.call_at(start + 0.1, finished.set_result, None)
    await finished
    return rung


async def main():
    alarms = [Alarm(i, ((i * 31) % 97) / 5000) for i in range(SLEEPERS)]
    numbers = await asyncio.gather(*(a.ring() for a in alarms))
    print("alarms", sum(numbers), Alarm.rung, all(a.done for a in alarms))

    ledger = [0] * 8
    await asyncio.gather(*(napper(n, 6, ledger) for n in range(SLEEPERS)))
    print("ledger", ledger)

    print("order", await in_order())

    pending = [asyncio.create_task(asyncio.sleep(60 + i)) for i in range(SLEEPERS)]
    await asyncio.sleep(0.001)
    for p in pending:
        p.cancel()
    outcomes = await asyncio.gather(*pending, return_exceptions=True)
    print("cancelled", sum(isinstance(o, asyncio.CancelledError) for o in outcomes))


asyncio.run(main())
