"""Web-crawler shaped fan-out: a TaskGroup grows while its members discover new pages."""
import asyncio


class Site:
    def __init__(self, pages, fanout):
        self.pages = pages
        self.fanout = fanout

    def links(self, page):
        base = page * self.fanout
        for k in range(1, self.fanout + 1):
            target = (base + k * k) % (self.pages + self.pages // 4)
            yield target

    async def fetch(self, page):
        await asyncio.sleep(0)
        if page >= self.pages:
            raise KeyError(page)
        return f"<page {page}>" + "x" * (page % 17)


class Crawler:
    def __init__(self, site, *, parallel):
        self.site = site
        self.gate = asyncio.Semaphore(parallel)
        self.seen = set()
        self.sizes = {}
        self.dead = []
        self.deepest = 0

    async def crawl(self, start):
        async with asyncio.TaskGroup() as group:
            self.visit(group, start, 0)

    def visit(self, group, page, depth):
        if page not in self.seen:
            self.seen.add(page)
            self.deepest = max(self.deepest, depth)
            group.create_task(self.load(group, page, depth))

    async def load(self, group, page, depth):
        async with self.gate:
            try:
                text = await self.site.fetch(page)
            except KeyError as err:
                self.dead.append(err.args[0])
                return
        self.sizes[page] = len(text)
        for link in self.site.links(page):
            self.visit(group, link, depth + 1)


async def main():
    for pages, fanout, parallel in [(1500, 3, 10), (2200, 5, 50), (3000, 2, 4), (1800, 7, 1000)]:
        crawler = Crawler(Site(pages, fanout), parallel=parallel)
        await crawler.crawl(1)
        digest = 0
        for page in crawler.sizes:      # insertion order = completion order
            digest = (digest * 131 + page) % 1_000_000_007
        print(f"pages={len(crawler.sizes)} dead={len(crawler.dead)} deepest={crawler.deepest} "
              f"bytes={sum(crawler.sizes.values())} order={digest}")


asyncio.run(main())
