"""A four stage image-ish pipeline over bounded queues with sentinels and join()."""
import asyncio

STOP = object()


class Stage:
    def __init__(self, name, func, *, workers, capacity):
        self.name = name
        self.func = func
        self.inbox = asyncio.Queue(maxsize=capacity)
        self.workers = workers
        self.handled = [0] * workers
        self.next = None

    def then(self, other):
        self.next = other
        return other

    async def work(self, slot):
        while True:
            item = await self.inbox.get()
            try:
                if item is STOP:
                    return
                for result in self.func(item):
                    await self.next.inbox.put(result)
                self.handled[slot] += 1
            finally:
                self.inbox.task_done()

    def start(self):
        return [asyncio.create_task(self.work(i)) for i in range(self.workers)]

    async def drain(self):
        await self.inbox.join()
        for _ in range(self.workers):
            await self.inbox.put(STOP)


class Collector:
    def __init__(self):
        self.inbox = asyncio.Queue()
        self.tiles = 0
        self.checksum = 0

    def collect(self):
        while True:
            try:
                key, value = self.inbox.get_nowait()
            except asyncio.QueueEmpty:
                return
            self.tiles += 1
            self.checksum = (self.checksum * 31 + key * 7 + value) % 2_147_483_647


def decode(number):
    yield number, [(number * k) % 251 for k in range(1, 13)]


def split(image):
    number, pixels = image
    for part in range(3):
        yield number * 3 + part, pixels[part * 4:part * 4 + 4]


def blur(tile):
    key, pixels = tile
    yield key, [(a + b) // 2 for a, b in zip(pixels, pixels[1:] + pixels[:1])]


def brightness(tile):
    key, pixels = tile
    if sum(pixels) % 5:
        yield key, sum(pixels)


async def main():
    stages = [
        Stage("decode", decode, workers=2, capacity=8),
        Stage("split", split, workers=1, capacity=4),
        Stage("blur", blur, workers=5, capacity=10),
        Stage("brightness", brightness, workers=3, capacity=10),
    ]
    collector = Collector()
    for here, there in zip(stages, stages[1:] + [collector]):
        here.next = there
    running = [task for stage in stages for task in stage.start()]
    for number in range(4500):
        await stages[0].inbox.put(number)
        if number % 500 == 0:
            collector.collect()
    for stage in stages:
        await stage.drain()
    await asyncio.gather(*running)
    collector.collect()
    for stage in stages:
        print(f"{stage.name:<10} total={sum(stage.handled):6d} workers={len(stage.handled)}")
    print("tiles", collector.tiles, "checksum", collector.checksum)


asyncio.run(main())
