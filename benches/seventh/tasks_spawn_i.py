"""A toy crawler: every page found on a synthetic site becomes its own task."""
import asyncio
import random

PAGES = 15000
LINKS = 4


def build_site(seed):
    rng = random.Random(seed)
    site = {}
    for page in range(PAGES):
        links = [(page * 2 + 1) % PAGES, (page * 2 + 2) % PAGES]
        while len(links) < LINKS:
            links.append(rng.randrange(PAGES))
        site[page] = (links, rng.randrange(200, 20000))
    return site


class Crawler:
    def __init__(self, site):
        self.site = site
        self.seen = set()
        self.bytes = 0
        self.by_depth = {}
        self.duplicates = 0

    async def fetch(self, page):
        await asyncio.sleep(0)
        return self.site[page]

    async def visit(self, page, depth):
        links, size = await self.fetch(page)
        self.bytes += size
        self.by_depth[depth] = self.by_depth.get(depth, 0) + 1
        children = []
        for link in links:
            if link in self.seen:
                self.duplicates += 1
                continue
            self.seen.add(link)
            children.append(asyncio.create_task(self.visit(link, depth + 1)))
        best = size
        for child in children:
            sub = await child
            if sub > best:
                best = sub
        return best

    async def crawl(self, root):
        self.seen.add(root)
        return await asyncio.create_task(self.visit(root, 0))


async def main():
    for seed in (11, 29):
        crawler = Crawler(build_site(seed))
        largest = await crawler.crawl(0)
        print("seed", seed, "pages", len(crawler.seen), "bytes", crawler.bytes)
        print("  largest", largest, "duplicates", crawler.duplicates)
        depths = sorted(crawler.by_depth.items())
        print("  depths", " ".join(f"{d}:{n}" for d, n in depths))


asyncio.run(main())
