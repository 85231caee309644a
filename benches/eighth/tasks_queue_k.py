"""An assembly line: stations connected by bounded queues, several workers each."""
import asyncio

STOP = None


class Part:
    __slots__ = ("serial", "weight", "marks")

    def __init__(self, serial, weight):
        self.serial = serial
        self.weight = weight
        self.marks = 0


class Station:
    def __init__(self, name, inbox, outbox, workers):
        self.name = name
        self.inbox = inbox
        self.outbox = outbox
        self.workers = workers
        self.handled = [0] * workers

    def work(self, part):
        part.marks += 1
        return True

    async def _worker(self, index):
        while (part := await self.inbox.get()) is not STOP:
            self.handled[index] += 1
            if self.work(part):
                await self.outbox.put(part)

    async def run(self):
        crew = [asyncio.create_task(self._worker(i)) for i in range(self.workers)]
        for member in crew:
            await member

    async def close(self):
        for _ in range(self.workers):
            await self.inbox.put(STOP)


class Press(Station):
    def work(self, part):
        part.weight = part.weight * 7 // 8
        return super().work(part)


class Inspection(Station):
    rejected = 0

    def work(self, part):
        if part.weight % 13 == 5:
            self.rejected += 1
            return False
        return super().work(part)


class Paint(Station):
    def work(self, part):
        part.weight += part.serial % 3
        return super().work(part)


async def supply(queue, count):
    weight = 1
    for serial in range(count):
        weight = (weight * 75 + 74) % 65537
        await queue.put(Part(serial, weight))


async def collect(queue):
    count = checksum = 0
    while (part := await queue.get()) is not STOP:
        count += 1
        checksum = (checksum + part.weight * (part.serial % 17 + 1)) % 1_000_000_007
    return count, checksum


async def factory(parts, depth, crews):
    queues = [asyncio.Queue(depth) for _ in range(4)]
    stations = [cls(cls.__name__.lower(), queues[i], queues[i + 1], crews[i])
                for i, cls in enumerate((Press, Inspection, Paint))]
    running = [asyncio.create_task(station.run()) for station in stations]
    sink = asyncio.create_task(collect(queues[-1]))
    await supply(queues[0], parts)
    for station, task in zip(stations, running):
        await station.close()
        await task
    await queues[-1].put(STOP)
    return stations, await sink


async def main():
    for parts, depth, crews in ((4500, 4, (2, 3, 1)), (4500, 1, (1, 1, 1)),
                                (6500, 100, (5, 5, 5))):
        stations, (count, checksum) = await factory(parts, depth, crews)
        print(f"parts={parts} depth={depth} delivered={count} "
              f"rejected={stations[1].rejected} checksum={checksum}")
        for station in stations:
            print(f"   {station.name}: {sum(station.handled)} by {station.workers}")


asyncio.run(main())
