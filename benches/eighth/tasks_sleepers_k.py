"""A city at night: twenty thousand inhabitants asleep at once."""
import asyncio
import random

INHABITANTS = 20_000
SHORTEST, LONGEST = 0.05, 0.2


class Clock:
    """Maps the wake-up slots (0..15) to delays."""

    def __init__(self, slots):
        self.slots = slots

    def delay(self, slot):
        return SHORTEST + (LONGEST - SHORTEST) * slot / (self.slots - 1)


class City:
    def __init__(self, clock, seed):
        self.clock = clock
        self.rng = random.Random(seed)
        self.asleep = 0
        self.most_asleep = 0
        self.woken = [0] * clock.slots
        self.disturbed = 0

    def dreams(self, number, slot):
        return (number * 2654435761 + slot) % 1009

    async def inhabitant(self, number, slot):
        self.asleep += 1
        self.most_asleep = max(self.most_asleep, self.asleep)
        try:
            dream = await asyncio.sleep(self.clock.delay(slot), self.dreams(number, slot))
        except asyncio.CancelledError:
            self.disturbed += 1
            raise
        finally:
            self.asleep -= 1
        self.woken[slot] += 1
        return dream

    async def night(self, count):
        tasks = [asyncio.create_task(self.inhabitant(n, self.rng.randrange(self.clock.slots)))
                 for n in range(count)]
        await asyncio.sleep(0)
        # the neighbour's dog wakes up a few long before their time
        barking = [task for task in tasks[::500]]
        for task in barking:
            task.cancel()
        total = 0
        for task in tasks:
            try:
                total += await task
            except asyncio.CancelledError:
                pass
        return total


async def main():
    city = City(Clock(16), seed=4)
    total = await city.night(INHABITANTS)
    print("dreams", total)
    print("most asleep", city.most_asleep, "still asleep", city.asleep)
    print("disturbed", city.disturbed, "woken", sum(city.woken))
    print(city.woken)


if __name__ == "__main__":
    asyncio.run(main())
