import asyncio

MEALS = 3500


class BoundedBuffer:
    """The textbook bounded buffer on one condition."""

    def __init__(self, size: int):
        self.items: list = []
        self.size = size
        self.cond = asyncio.Condition()

    async def put(self, item) -> None:
        async with self.cond:
            await self.cond.wait_for(lambda: len(self.items) < self.size)
            self.items.append(item)
            self.cond.notify_all()

    async def get(self):
        async with self.cond:
            while not self.items:
                await self.cond.wait()
            item = self.items.pop(0)
            self.cond.notify_all()
            return item


class RWLock:
    def __init__(self):
        self.readers = 0
        self.reader_lock = asyncio.Lock()
        self.writer_lock = asyncio.Lock()

    async def read_acquire(self):
        async with self.reader_lock:
            self.readers += 1
            if self.readers == 1:
                await self.writer_lock.acquire()

    async def read_release(self):
        async with self.reader_lock:
            self.readers -= 1
            if self.readers == 0:
                self.writer_lock.release()


class Philosopher:
    def __init__(self, seat: int, forks: list, waiter: asyncio.Semaphore):
        self.seat = seat
        self.left = forks[seat]
        self.right = forks[(seat + 1) % len(forks)]
        self.waiter = waiter
        self.eaten = 0

    async def dine(self) -> None:
        for _ in range(MEALS):
            async with self.waiter:
                async with self.left, self.right:
                    self.eaten += 1
                    await asyncio.sleep(0)


async def dinner(n: int) -> list:
    forks = [asyncio.Lock() for _ in range(n)]
    waiter = asyncio.BoundedSemaphore(n - 1)
    people = [Philosopher(i, forks, waiter) for i in range(n)]
    await asyncio.gather(*[p.dine() for p in people])
    return [p.eaten for p in people]


async def buffer_test() -> int:
    buf = BoundedBuffer(3)

    async def push(base):
        for i in range(MEALS):
            await buf.put(base + i)

    async def pull():
        acc = 0
        for _ in range(MEALS):
            acc += await buf.get()
        return acc

    results = await asyncio.gather(push(0), pull(), push(1000), pull(), push(5000), pull())
    return sum(r for r in results if r is not None)


async def rw_test() -> tuple:
    lock = RWLock()
    data = {"version": 0, "reads": 0, "seen": 0}

    async def reader():
        for _ in range(MEALS):
            await lock.read_acquire()
            data["reads"] += 1
            data["seen"] = max(data["seen"], data["version"])
            await asyncio.sleep(0)
            await lock.read_release()

    async def writer():
        for _ in range(MEALS // 2):
            async with lock.writer_lock:
                data["version"] += 1
            await asyncio.sleep(0)

    await asyncio.gather(*(reader() for _ in range(6)), writer(), writer())
    return data["version"], data["reads"]


async def relay(n: int) -> int:
    events = [asyncio.Event() for _ in range(n + 1)]
    trace = []

    async def runner(i):
        await events[i].wait()
        trace.append(i)
        events[i + 1].set()

    tasks = [asyncio.create_task(runner(i)) for i in reversed(range(n))]
    events[0].set()
    await events[n].wait()
    assert trace == list(range(n))
    return len([t for t in tasks if t.done()]) >= n - 1


async def main() -> None:
    print("dinner", await dinner(9))
    print("buffer", await buffer_test())
    print("rw", *await rw_test())
    print("relay", [await relay(MEALS) for _ in range(5)])


asyncio.run(main())
