"""Paged API reader: async iterator classes, async generators with clean-up and asend(),
nested async comprehensions run by several consumers at once."""
import asyncio


class Pages:
    """Async iterator class: yields pages until the store says there are no more."""

    def __init__(self, store, page_size):
        self.store = store
        self.page_size = page_size
        self.cursor = 0

    def __aiter__(self):
        return self

    async def __anext__(self):
        page = await self.store.read(self.cursor, self.page_size)
        if not page:
            raise StopAsyncIteration
        self.cursor += len(page)
        return page


class Store:
    def __init__(self, size):
        self.rows = [{"id": n, "group": n * 7 % 13, "score": n * n % 101} for n in range(size)]
        self.reads = 0
        self.open = 0

    async def read(self, cursor, limit):
        self.reads += 1
        await asyncio.sleep(0)
        return self.rows[cursor:cursor + limit]

    async def scan(self, page_size, *, stop_after=None):
        self.open += 1
        served = 0
        try:
            async for page in Pages(self, page_size):
                for row in page:
                    yield row
                    served += 1
                    if served == stop_after:
                        return
        finally:
            self.open -= 1


async def averager():
    """Receives numbers by asend(), yields the running mean (scaled by 100)."""
    total = count = 0
    mean = None
    while True:
        number = yield mean
        if number is None:
            continue
        total += number
        count += 1
        mean = total * 100 // count
        if count % 50 == 0:
            await asyncio.sleep(0)


async def means(store, group):
    avg = averager()
    await avg.asend(None)
    last = 0
    async for row in store.scan(25):
        if row["group"] == group:
            last = await avg.asend(row["score"])
    await avg.aclose()
    return last


async def first_matching(store, predicate):
    rows = store.scan(10)
    try:
        async for row in rows:
            if predicate(row):
                return row["id"]
        else:
            return None
    finally:
        await rows.aclose()


async def table(store, widths):
    return [[row["score"] * w async for row in store.scan(w, stop_after=40) if row["id"] % 3]
            for w in widths]


async def double(number):
    await asyncio.sleep(0)
    return number * 2


async def main():
    store = Store(9000)
    print("means", await asyncio.gather(*(means(store, g) for g in range(0, 13, 2))))
    wanted = [await first_matching(store, lambda row, t=t: row["score"] == t and row["group"] == 5)
              for t in range(0, 101, 4)]
    print("wanted", wanted)
    grid = await table(store, range(3, 40))
    print("grid", len(grid), sum(map(sum, grid)))
    by_group = {row["group"]: row["id"] async for row in store.scan(100)}
    print("last of group", sorted(by_group.items())[:6])
    lookups = sum([await double(row["score"]) async for row in store.scan(9)])
    print("lookups", lookups)
    print("reads", store.reads, "open", store.open)


asyncio.run(main())
