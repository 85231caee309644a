# A pool of connections with a context manager, waiting lists, health checks and time-outs.
import asyncio


class Connection:
    def __init__(self, n):
        self.n, self.uses, self.broken = n, 0, False

    async def query(self, q):
        await asyncio.sleep(0)
        self.uses += 1
        if q == "crash":
            self.broken = True
            raise ConnectionError(f"connection {self.n} died")
        return f"{q}@{self.n}"


class Pool:
    def __init__(self, size):
        self.size, self.made = size, 0
        self.free = asyncio.LifoQueue()
        self.in_use = 0

    async def acquire(self):
        if self.free.empty() and self.made < self.size:
            self.made += 1
            await asyncio.sleep(0)
            conn = Connection(self.made)
            print("opened", conn.n)
        else:
            conn = await self.free.get()
        self.in_use += 1
        return conn

    def release(self, conn):
        self.in_use -= 1
        if conn.broken:
            print("dropped", conn.n)
            self.free.put_nowait(Connection(conn.n * 10))
        else:
            self.free.put_nowait(conn)

    def connection(self):
        pool = self

        class Guard:
            async def __aenter__(self):
                self.conn = await pool.acquire()
                return self.conn

            async def __aexit__(self, *exc):
                pool.release(self.conn)

        return Guard()


async def client(pool, name, *queries):
    out = []
    async with pool.connection() as c:
        for q in queries:
            try:
                out.append(await c.query(q))
            except ConnectionError as e:
                out.append(f"error: {e}")
                break
    print(name, out)


async def main():
    pool = Pool(2)
    await asyncio.gather(client(pool, "a", "q1", "q2"), client(pool, "b", "q3"), client(pool, "c", "q4", "crash", "never"), client(pool, "d", "q5"))
    print("made", pool.made, "in use", pool.in_use, "free", pool.free.qsize())
    async with pool.connection(), pool.connection():
        try:
            async with asyncio.timeout(0.01):
                async with pool.connection():
                    print("never")
        except TimeoutError:
            print("no connection in time")
    print("in use", pool.in_use, "free", pool.free.qsize())


asyncio.run(main())
