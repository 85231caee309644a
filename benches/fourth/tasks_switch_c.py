"""Cooperative switching with sleep(0)."""
import asyncio


class Runner:
    def __init__(self, name, laps, track):
        self.name = name
        self.laps = laps
        self.track = track

    async def run(self):
        for lap in range(self.laps):
            await asyncio.sleep(0)
            self.track.passed(self, lap)
        return self.name


class Track:
    def __init__(self):
        self.checksum = 0
        self.passes = 0

    def passed(self, runner, lap):
        self.passes += 1
        self.checksum = (self.checksum * 31 + runner.laps + lap) % 1000000007


async def ping(fut_box, n):
    for i in range(n):
        loop = asyncio.get_running_loop()
        fut = loop.create_future()
        fut_box.append(fut)
        await fut
    return n


async def pong(fut_box, task):
    count = 0
    while not task.done():
        if fut_box:
            fut_box.pop().set_result(None)
            count += 1
        await asyncio.sleep(0)
    return count


async def main():
    track = Track()
    runners = [Runner(f"r{i}", 4000 + i, track) for i in range(50)]
    tasks = [asyncio.create_task(r.run()) for r in runners]
    order = [await t for t in tasks]
    print(track.passes, track.checksum, order[0], order[-1])

    for _ in range(70000):
        await asyncio.sleep(0)

    box = []
    t = asyncio.create_task(ping(box, 40000))
    print(await pong(box, t), await t)


if __name__ == "__main__":
    asyncio.run(main())
