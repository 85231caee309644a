"""Cooperative runners on a track: everyone moves a bit, then yields to the loop."""
import asyncio


class Track:
    def __init__(self, length):
        self.length = length
        self.ranking = []
        self.ticks = 0


class Runner:
    speed = 3

    def __init__(self, number, track):
        self.number = number
        self.track = track
        self.position = 0

    def stride(self, tick):
        return self.speed

    async def run(self):
        tick = 0
        while self.position < self.track.length:
            self.position += self.stride(tick)
            tick += 1
            await asyncio.sleep(0)
        self.track.ranking.append(self.number)
        self.track.ticks += tick
        return tick


class Sprinter(Runner):
    speed = 6

    def stride(self, tick):
        return max(1, self.speed - tick // 40)


class Hopper(Runner):
    def stride(self, tick):
        return 9 if tick % 5 == self.number % 5 else 1


class Walker(Runner):
    speed = 2


async def race(length, people):
    track = Track(length)
    kinds = (Runner, Sprinter, Hopper, Walker)
    runners = [kinds[i % len(kinds)](i, track) for i in range(people)]
    tasks = [asyncio.create_task(r.run()) for r in runners]
    ticks = [await t for t in tasks]
    return track, ticks


async def main():
    grand = 0
    for length, people in ((500, 160), (1300, 70), (3000, 24), (6000, 4)):
        track, ticks = await race(length, people)
        assert track.ticks == sum(ticks)
        checksum = 0
        for place, number in enumerate(track.ranking, 1):
            checksum = (checksum * 31 + place * number) % 1_000_003
        print(f"length={length} people={people} ticks={track.ticks} "
              f"first={track.ranking[:4]} checksum={checksum}")
        grand += track.ticks
    print("total", grand)


asyncio.run(main())
