# An elevator with requests from several floors, as a task with a condition variable.
import asyncio


class Elevator:
    def __init__(self, floors):
        self.floors, self.at, self.direction = floors, 0, 1
        self.stops, self.cond, self.running = set(), asyncio.Condition(), True
        self.trace = []

    async def request(self, floor):
        async with self.cond:
            self.stops.add(floor)
            self.cond.notify_all()

    async def ride(self, who, start, to):
        await self.request(start)
        async with self.cond:
            await self.cond.wait_for(lambda: self.at == start and self.open)
        print(f"{who} gets in at {start}")
        await self.request(to)
        async with self.cond:
            await self.cond.wait_for(lambda: self.at == to and self.open)
        print(f"{who} gets out at {to}")

    open = False

    async def run(self):
        while True:
            async with self.cond:
                await self.cond.wait_for(lambda: self.stops or not self.running)
                if not self.running:
                    return
                if self.at in self.stops:
                    self.stops.discard(self.at)
                    self.open = True
                    self.trace.append(f"*{self.at}")
                    self.cond.notify_all()
            for _ in range(3):
                await asyncio.sleep(0)
            async with self.cond:
                self.open = False
                ahead = [s for s in self.stops if (s - self.at) * self.direction > 0]
                if not ahead and self.stops:
                    self.direction = -self.direction
                if self.stops and self.at not in self.stops:
                    self.at += self.direction
                    self.trace.append(str(self.at))

    async def stop(self):
        async with self.cond:
            self.running = False
            self.cond.notify_all()


async def main():
    e = Elevator(6)
    t = asyncio.create_task(e.run())
    await asyncio.gather(e.ride("ann", 0, 4), e.ride("bob", 3, 1), e.ride("cid", 5, 2))
    await e.stop()
    await t
    print(" ".join(e.trace))


asyncio.run(main())
