import asyncio

PAGES = 7600


class Row:
    def __init__(self, ident: int, city: str, amount: int):
        self.ident = ident
        self.city = city
        self.amount = amount


class Database:
    CITIES = ("Oslo", "Turin", "Porto", "Ghent", "Graz")

    def __init__(self, pages: int, page_size: int):
        self.pages = pages
        self.page_size = page_size
        self.fetched = 0
        self.cursors = 0

    async def fetch_page(self, page: int) -> list:
        self.fetched += 1
        await asyncio.sleep(0)
        first = page * self.page_size
        return [
            Row(i, self.CITIES[i * 3 % 5], (i * 37) % 211)
            for i in range(first, first + self.page_size)
        ]

    async def rows(self):
        self.cursors += 1
        try:
            for page in range(self.pages):
                for row in await self.fetch_page(page):
                    yield row
        finally:
            self.cursors -= 1


class Stream:
    """A small fluent wrapper around any async iterable."""

    def __init__(self, source):
        self.source = source

    def __aiter__(self):
        return self.source.__aiter__()

    def map(self, fn):
        async def gen(source):
            async for item in source:
                yield fn(item)
        return Stream(gen(self.source))

    def where(self, test):
        async def gen(source):
            async for item in source:
                if test(item):
                    yield item
        return Stream(gen(self.source))

    def chunks(self, size: int):
        async def gen(source):
            chunk = []
            async for item in source:
                chunk.append(item)
                if len(chunk) == size:
                    yield chunk
                    chunk = []
            if chunk:
                yield chunk
        return Stream(gen(self.source))

    async def fold(self, fn, start):
        acc = start
        async for item in self.source:
            acc = fn(acc, item)
        return acc


async def first_match(db: Database, wanted: int):
    rows = db.rows()
    try:
        async for row in rows:
            if row.amount == wanted:
                return row.ident
    finally:
        await rows.aclose()


async def group_by_city(db: Database) -> dict:
    groups: dict = {}
    async for row in db.rows():
        groups.setdefault(row.city, []).append(row.amount)
    return groups


async def main() -> None:
    db = Database(PAGES, 25)
    groups = await group_by_city(db)
    for city in sorted(groups):
        print(city, len(groups[city]), sum(groups[city]))

    total = await Stream(db.rows()).where(lambda r: r.amount > 100).map(lambda r: r.amount * 2).fold(
        lambda a, b: (a * 3 + b) % 1000003, 1
    )
    print("fold", total)
    sizes = [len(c) async for c in Stream(db.rows()).where(lambda r: r.city != "Oslo").chunks(16)]
    print("chunks", len(sizes), sizes[-1])
    found = await asyncio.gather(*(first_match(db, w) for w in range(12)))
    print("found", found)
    nested = sum([x async for x in Stream(db.rows()).map(lambda r: r.ident % 3)])
    print("nested", nested, "fetched", db.fetched, "open", db.cursors)


if __name__ == "__main__":
    asyncio.run(main())
