"""A connection pool, a reusable barrier, a latch and a rate-counting semaphore,
all driven by the same crowd of workers."""
import asyncio


class Connection:
    def __init__(self, number):
        self.number = number
        self.uses = 0

    async def query(self, value):
        self.uses += 1
        if value % 3 == 0:
            await asyncio.sleep(0)
        return value * self.number + self.uses


class Pool:
    def __init__(self, size):
        self.free = [Connection(n) for n in range(1, size + 1)]
        self.slots = asyncio.BoundedSemaphore(size)
        self.peak_waiting = 0
        self.waiting = 0

    def lease(self):
        return Lease(self)


class Lease:
    def __init__(self, pool):
        self.pool = pool
        self.conn = None

    async def __aenter__(self):
        pool = self.pool
        pool.waiting += 1
        pool.peak_waiting = max(pool.peak_waiting, pool.waiting)
        await pool.slots.acquire()
        pool.waiting -= 1
        self.conn = pool.free.pop()
        return self.conn

    async def __aexit__(self, kind, value, tb):
        self.pool.free.append(self.conn)
        self.pool.slots.release()
        return kind is KeyError


class Barrier:
    def __init__(self, parties):
        self.parties = parties
        self.arrived = 0
        self.generation = 0
        self.event = asyncio.Event()

    async def wait(self):
        self.arrived += 1
        if self.arrived == self.parties:
            event, self.event = self.event, asyncio.Event()
            self.arrived = 0
            self.generation += 1
            event.set()
            return True
        await self.event.wait()
        return False


async def worker(number, pool, barrier, total, total_lock, rounds):
    leads = swallowed = 0
    for rnd in range(rounds):
        async with pool.lease() as conn:
            answer = await conn.query(number + rnd)
            if answer % 10 == 7:
                swallowed += 1
                raise KeyError(answer)
            async with total_lock:
                before = total[0]
                if answer % 4 == 0:
                    await asyncio.sleep(0)
                total[0] = before + answer
        if await barrier.wait():
            leads += 1
    return leads, swallowed


async def main():
    crowd, rounds = 48, 260
    pool = Pool(7)
    barrier = Barrier(crowd)
    total, total_lock = [0], asyncio.Lock()
    starts = [asyncio.create_task(worker(i, pool, barrier, total, total_lock, rounds))
              for i in range(crowd)]
    results = await asyncio.gather(*starts)
    leads = [lead for lead, _ in results]
    print("total", total[0], "generation", barrier.generation)
    print("leads", sum(leads), max(leads), "swallowed", sum(s for _, s in results))
    print("uses", sorted(conn.uses for conn in pool.free), "peak waiting", pool.peak_waiting)
    try:
        pool.slots.release()
    except ValueError as exc:
        print("bounded:", type(exc).__name__)


asyncio.run(main())
