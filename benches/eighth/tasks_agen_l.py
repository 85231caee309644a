# Asynchronous iteration over a tree, merging of sorted streams, fan-in of
# generators over one channel, and asynchronous context managers built from generators.
import asyncio


class Channel:
    """An async iterable with a small buffer; iteration ends after close()."""

    def __init__(self):
        self.buffer = []
        self.closed = False
        self.ready = asyncio.Event()

    def send(self, value):
        self.buffer.append(value)
        self.ready.set()

    def close(self):
        self.closed = True
        self.ready.set()

    async def __aiter__(self):
        while True:
            while self.buffer:
                chunk, self.buffer = self.buffer, []
                for value in chunk:
                    yield value
            if self.closed:
                return
            self.ready.clear()
            await self.ready.wait()


class Folder:
    def __init__(self, name, size=0, children=()):
        self.name = name
        self.size = size
        self.children = children

    async def walk(self, path=""):
        path = f"{path}/{self.name}"
        yield path, self.size
        for child in self.children:
            async for entry in child.walk(path):
                yield entry


def make_folder(depth, width, number=1):
    if depth == 0:
        return Folder(f"f{number}", size=number * 37 % 101)
    return Folder(f"d{number}", children=[
        make_folder(depth - 1, width, number * width + i) for i in range(width)])


class Countdown:
    """Old style: __aiter__ and __anext__ by hand."""

    def __init__(self, start):
        self.current = start

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.current <= 0:
            raise StopAsyncIteration
        self.current -= 1
        return self.current


async def multiples(step, limit):
    for n in range(step, limit, step):
        if n % 64 == 0:
            await asyncio.sleep(0)
        yield n


async def merge(left, right):
    a, b = await anext(left, None), await anext(right, None)
    while a is not None or b is not None:
        if b is None or (a is not None and a <= b):
            yield a
            a = await anext(left, None)
        else:
            yield b
            b = await anext(right, None)


async def unique(stream):
    last = object()
    async for value in stream:
        if value != last:
            yield value
        last = value


async def feeder(channel, numbers):
    async for n in numbers:
        channel.send(n)
        if n % 4 == 0:
            await asyncio.sleep(0)


async def main():
    root = make_folder(6, 5)
    total = entries = longest = 0
    async for path, size in root.walk():
        entries += 1
        total += size
        longest = max(longest, len(path))
    print("folders", entries, total, longest)

    merged = unique(merge(merge(multiples(3, 16000), multiples(5, 16000)), multiples(7, 16000)))
    values = [value async for value in merged]
    print("merged", len(values), sum(values), values[:12])

    channel = Channel()

    async def feed():
        await asyncio.gather(*(feeder(channel, Countdown(n)) for n in (15500, 8900, 12100, 40)))
        channel.close()

    task = asyncio.create_task(feed())
    count = check = 0
    async for n in channel:
        count += 1
        check = (check * 3 + n) % 1_000_003
    await task
    print("channel", count, check)


asyncio.run(main())
