"""Async context managers (class based) around paged database-like cursors,
early exit from async generators, aclose and athrow."""
import asyncio


class Pool:
    def __init__(self, size):
        self.free = list(range(size))
        self.sem = asyncio.Semaphore(size)
        self.checkouts = 0

    def connection(self):
        return Connection(self)


class Connection:
    def __init__(self, pool):
        self.pool = pool

    async def __aenter__(self):
        await self.pool.sem.acquire()
        self.ident = self.pool.free.pop()
        self.pool.checkouts += 1
        return self

    async def __aexit__(self, et, ev, tb):
        self.pool.free.append(self.ident)
        self.pool.sem.release()

    def transaction(self, log):
        return Transaction(log)

    async def rows(self, start, stop, log):
        try:
            for base in range(start, stop, 16):
                await asyncio.sleep(0)
                for i in range(base, min(base + 16, stop)):
                    yield {"id": i, "value": i * 37 % 1013}
        except LookupError:
            log["thrown"] += 1
            yield {"id": -1, "value": 0}
        finally:
            log["cursors"] += 1


class Transaction:
    def __init__(self, log):
        self.log = log

    async def __aenter__(self):
        self.log["begin"] += 1
        return self

    async def __aexit__(self, et, ev, tb):
        if et is None:
            self.log["commit"] += 1
        else:
            self.log["rollback"] += 1
        return et is not None and issubclass(et, ValueError)


async def query(pool, n, log):
    total = 0
    async with pool.connection() as conn:
        cursor = conn.rows(n, n + 60, log)
        async with conn.transaction(log):
            async for row in cursor:
                total += row["value"]
                if row["value"] == 1000 + n % 10:
                    raise ValueError(row["id"])
                if n % 5 == 0 and row["id"] > n + 30:
                    break
        if n % 10 == 0:
            try:
                total += (await cursor.athrow(LookupError()))["id"]
            except (LookupError, StopAsyncIteration):
                log["late"] += 1
        await cursor.aclose()
    return total


async def client(pool, k, log):
    return sum([await query(pool, k * 61 + i, log) for i in range(80)])


async def main():
    pool = Pool(12)
    log = {k: 0 for k in ("begin", "commit", "rollback", "cursors", "thrown", "late")}
    totals = await asyncio.gather(*(client(pool, k, log) for k in range(150)))
    print("total", sum(totals))
    print("checkouts", pool.checkouts, "free", len(pool.free))
    for k, v in log.items():
        print(k, v)


asyncio.run(main())
