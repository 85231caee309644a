import asyncio


class Pool:
    """Async context managers handing out connections."""

    def __init__(self, size):
        self.free = list(range(size))
        self.waiting = []
        self.entered = self.left = self.failed = 0

    def connection(self):
        return Conn(self)


class Conn:
    def __init__(self, pool):
        self.pool = pool
        self.id = None

    async def __aenter__(self):
        while not self.pool.free:
            await asyncio.sleep(0)
        self.id = self.pool.free.pop()
        self.pool.entered += 1
        return self

    async def __aexit__(self, tp, exc, tb):
        self.pool.free.append(self.id)
        self.pool.left += 1
        if tp is KeyError:
            self.pool.failed += 1
            return True
        return False

    def query(self, lo, hi):
        return Cursor(lo, hi)


class Cursor:
    def __init__(self, lo, hi):
        self.pos, self.hi = lo, hi

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.pos >= self.hi:
            raise StopAsyncIteration
        row = {"id": self.pos, "value": self.pos * 37 % 101}
        self.pos += 1
        if row["id"] % 64 == 0:
            await asyncio.sleep(0)
        return row


async def averager():
    """Two-way async generator (asend)."""
    total, n, avg = 0, 0, 0
    try:
        while True:
            x = yield avg
            total += x
            n += 1
            avg = total // n
    finally:
        CLOSED.append(n)


CLOSED = []


async def worker(pool, k):
    got = 0
    for r in range(20):
        async with pool.connection() as c:
            async for row in c.query(k, k + 100):
                got += row["value"]
            if (k + r) % 9 == 0:
                raise KeyError("bad row")
            got += 1
    return got


async def main():
    pool = Pool(12)
    sums = await asyncio.gather(*(worker(pool, k) for k in range(300)))
    print("pool", sum(sums), pool.entered, pool.left, pool.failed, len(pool.free))

    last = 0
    for k in range(110):
        gen = averager()
        await gen.asend(None)
        for i in range(2000):
            last = await gen.asend((i * k) % 1013)
        await gen.aclose()
    print("averager", last, sum(CLOSED))

    rows = [r["value"] async for r in Cursor(0, 350000) if r["id"] % 3]
    print("rows", len(rows), sum(rows))
    it = aiter(Cursor(0, 5))
    print([await anext(it) for _ in range(2)], [r["id"] async for r in it], await anext(it, "end"))


asyncio.run(main())
