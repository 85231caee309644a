"""Conditions, events and a hand-made barrier / read-write lock under contention."""
import asyncio


class BoundedBuffer:
    """Classic monitor: one lock, two conditions."""

    def __init__(self, size):
        self.items = []
        self.size = size
        lock = asyncio.Lock()
        self.not_full = asyncio.Condition(lock)
        self.not_empty = asyncio.Condition(lock)
        self.waits = 0

    async def put(self, item):
        async with self.not_full:
            while len(self.items) >= self.size:
                self.waits += 1
                await self.not_full.wait()
            self.items.append(item)
            self.not_empty.notify()

    async def take(self):
        async with self.not_empty:
            await self.not_empty.wait_for(lambda: self.items)
            item = self.items.pop(0)
            self.not_full.notify()
            return item


class ReadWriteLock:
    def __init__(self):
        self._cond = asyncio.Condition()
        self._readers = 0
        self._writing = False

    async def acquire_read(self):
        async with self._cond:
            while self._writing:
                await self._cond.wait()
            self._readers += 1

    async def release_read(self):
        async with self._cond:
            self._readers -= 1
            if self._readers == 0:
                self._cond.notify_all()

    async def acquire_write(self):
        async with self._cond:
            await self._cond.wait_for(lambda: not self._writing and self._readers == 0)
            self._writing = True

    async def release_write(self):
        async with self._cond:
            self._writing = False
            self._cond.notify_all()


async def buffer_test(producers, items, size):
    buffer = BoundedBuffer(size)

    async def produce(base):
        for i in range(items):
            await buffer.put(base * 1000 + i)

    async def consume():
        return sum([await buffer.take() for _ in range(items)])

    *_, a, b = await asyncio.gather(*(produce(n) for n in range(producers)),
                                    *(consume() for _ in range(producers)))
    print("buffer", size, buffer.waits, len(buffer.items), a, b)


async def reader(lock, table, rounds):
    seen = 0
    for _ in range(rounds):
        await lock.acquire_read()
        try:
            await asyncio.sleep(0)
            seen += table["a"] - table["b"]
        finally:
            await lock.release_read()
    return seen


async def writer(lock, table, rounds):
    for _ in range(rounds):
        await lock.acquire_write()
        try:
            table["a"] += 1
            await asyncio.sleep(0)
            table["b"] += 1
        finally:
            await lock.release_write()


async def phases(people, rounds):
    """Everybody waits for the event of the phase, the last one sets it."""
    events = [asyncio.Event() for _ in range(rounds)]
    arrived = [0] * rounds
    order = []

    async def person(number):
        for phase in range(rounds):
            arrived[phase] += 1
            if arrived[phase] == people:
                order.append(number)
                events[phase].set()
            await events[phase].wait()

    await asyncio.gather(*map(person, range(people)))
    print("phases", sum(arrived), all(e.is_set() for e in events), order[:8])


async def main():
    for size in (1, 5, 50):
        await buffer_test(4, 1000, size)
    table = {"a": 0, "b": 0}
    lock = ReadWriteLock()
    jobs = [reader(lock, table, 180) for _ in range(12)] + [writer(lock, table, 80) for _ in range(5)]
    results = await asyncio.gather(*jobs)
    print("read-write", table, results[:12])
    await phases(60, 350)


asyncio.run(main())
