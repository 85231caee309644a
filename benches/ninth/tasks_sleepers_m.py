"""Thousands of alarms: every sleeper wakes at its own moment, reports to its floor, and
the hotel closes when all of them have checked out."""
import asyncio

GUESTS = 12_000
FLOORS = 25


class Floor:
    def __init__(self, number):
        self.number = number
        self.awake = 0
        self.signature = 0
        self.full_house = asyncio.Event()
        self.expected = 0

    def check_in(self):
        self.expected += 1

    def woke(self, guest):
        self.awake += 1
        self.signature ^= guest * 2654435761 & 0xFFFFFFFF
        if self.awake == self.expected:
            self.full_house.set()


async def guest(number, floor, nap):
    slept = await asyncio.sleep(nap, result=number)
    floor.woke(slept)
    return slept % 7


async def porter(floor):
    await floor.full_house.wait()
    return f"{floor.number}:{floor.awake}"


async def main():
    floors = [Floor(n) for n in range(FLOORS)]
    porters = [asyncio.create_task(porter(floor)) for floor in floors]
    guests = []
    for number in range(GUESTS):
        floor = floors[number * 31 % FLOORS]
        floor.check_in()
        nap = 0.05 + (number * 7919 % 1000) / 5000
        guests.append(asyncio.create_task(guest(number, floor, nap)))
    oversleepers = [asyncio.create_task(asyncio.sleep(3600 + n)) for n in range(2000)]
    tips = 0
    for task in guests:
        tips += await task
    reports = [await p for p in porters]
    for task in oversleepers:
        task.cancel()
    gone = await asyncio.gather(*oversleepers, return_exceptions=True)
    print("tips", tips)
    print("floors", " ".join(reports))
    print("signature", f"{sum(f.signature for f in floors):x}")
    print("thrown out", sum(isinstance(g, asyncio.CancelledError) for g in gone))


asyncio.run(main())
