"""A readers/writer lock made from a Condition, guarding a shared table."""
import asyncio

READERS = 16
WRITERS = 4
ROUNDS = 1350


class RWLock:
    def __init__(self):
        self.cond = asyncio.Condition()
        self.readers = 0
        self.writer = False
        self.writers_waiting = 0

    async def acquire_read(self):
        async with self.cond:
            while self.writer or self.writers_waiting:
                await self.cond.wait()
            self.readers += 1

    async def release_read(self):
        async with self.cond:
            self.readers -= 1
            if self.readers == 0:
                self.cond.notify_all()

    async def acquire_write(self):
        async with self.cond:
            self.writers_waiting += 1
            await self.cond.wait_for(lambda: not self.writer and self.readers == 0)
            self.writers_waiting -= 1
            self.writer = True

    async def release_write(self):
        async with self.cond:
            self.writer = False
            self.cond.notify_all()


class Table:
    def __init__(self):
        self.rows = {k: 0 for k in range(20)}
        self.version = 0
        self.seen_max = 0


async def reader(lock, table, ident):
    total = 0
    for n in range(ROUNDS):
        await lock.acquire_read()
        try:
            table.seen_max = max(table.seen_max, lock.readers)
            before = table.version
            total += table.rows[(ident + n) % 20]
            await asyncio.sleep(0)
            assert table.version == before
        finally:
            await lock.release_read()
    return total


async def writer(lock, table, ident):
    for n in range(ROUNDS):
        await lock.acquire_write()
        try:
            for k in range(ident, 20, WRITERS):
                table.rows[k] += n % 3
                await asyncio.sleep(0)
            table.version += 1
        finally:
            await lock.release_write()
        await asyncio.sleep(0)
    return table.version


async def main():
    lock = RWLock()
    table = Table()
    readers = [asyncio.create_task(reader(lock, table, i)) for i in range(READERS)]
    writers = [asyncio.create_task(writer(lock, table, i)) for i in range(WRITERS)]
    sums = [await r for r in readers]
    ends = [await w for w in writers]
    print("version", table.version, "readers at once", table.seen_max)
    print("sums", sums)
    print("ends", ends)
    print("rows", sum(table.rows.values()))


asyncio.run(main())
