"""A bathhouse, a ferry and a connection pool: contention of several kinds."""
import asyncio

VISITS = 5100


class ConnectionPool:
    """A fixed number of connections, handed out under a condition."""

    class Lease:
        def __init__(self, pool):
            self.pool = pool
            self.conn = None

        async def __aenter__(self):
            self.conn = await self.pool.acquire()
            return self.conn

        async def __aexit__(self, *exc):
            await self.pool.release(self.conn)

    def __init__(self, size):
        self.free = list(range(size))
        self.cond = asyncio.Condition()
        self.used = [0] * size
        self.waits = 0

    async def acquire(self):
        async with self.cond:
            while not self.free:
                self.waits += 1
                await self.cond.wait()
            return self.free.pop()

    async def release(self, conn):
        async with self.cond:
            self.used[conn] += 1
            self.free.append(conn)
            self.cond.notify()

    def lease(self):
        return ConnectionPool.Lease(self)


class Bathhouse:
    """Either cats or dogs, never both at once."""

    def __init__(self, tubs):
        self.tubs = asyncio.BoundedSemaphore(tubs)
        self.cond = asyncio.Condition()
        self.inside = {"cat": 0, "dog": 0}
        self.broken = 0
        self.baths = 0

    async def bathe(self, kind):
        other = "dog" if kind == "cat" else "cat"
        async with self.cond:
            while self.inside[other]:
                await self.cond.wait()
            self.inside[kind] += 1
        async with self.tubs:
            self.baths += 1
            if self.inside[other]:
                self.broken += 1
            await asyncio.sleep(0)
        async with self.cond:
            self.inside[kind] -= 1
            if self.inside[kind] == 0:
                self.cond.notify_all()


class Ferry:
    def __init__(self, places):
        self.places = places
        self.boarded = 0
        self.lock = asyncio.Lock()
        self.departure = asyncio.Event()
        self.trips = 0

    async def ride(self):
        async with self.lock:
            self.boarded += 1
            departure = self.departure
            if self.boarded == self.places:
                self.boarded = 0
                self.trips += 1
                self.departure = asyncio.Event()
                departure.set()
        await departure.wait()


async def user(pool, n):
    value = 0
    for v in range(VISITS):
        async with pool.lease() as conn:
            value += conn
            if (v + n) % 2:
                await asyncio.sleep(0)
    return value


async def animal(house, kind):
    for _ in range(VISITS // 4):
        await house.bathe(kind)
        await asyncio.sleep(0)


async def passenger(ferry):
    for _ in range(VISITS // 2):
        await ferry.ride()


async def main():
    pool = ConnectionPool(4)
    await asyncio.gather(*(user(pool, n) for n in range(15)))
    print("pool", sum(pool.used), len(pool.free), pool.waits > 0)

    house = Bathhouse(3)
    await asyncio.gather(*(animal(house, "cat" if n % 2 else "dog") for n in range(12)))
    print("house", house.baths, "broken", house.broken, house.inside)

    ferry = Ferry(8)
    await asyncio.gather(*(passenger(ferry) for _ in range(24)))
    print("ferry", ferry.trips, ferry.boarded)


if __name__ == "__main__":
    asyncio.run(main())
