"""A toy crawler: every page of an in-memory site is fetched by a task of its own."""
import asyncio
import random


class Site:
    def __init__(self, pages, seed=17):
        rng = random.Random(seed)
        self.links = {}
        self.words = {}
        for number in range(pages):
            fanout = rng.randint(2, 6)
            self.links[number] = tuple(rng.randrange(pages) for _ in range(fanout))
            self.words[number] = rng.randint(20, 400)
        self.hits = 0

    async def fetch(self, number):
        self.hits += 1
        if number % 3 == 0:
            await asyncio.sleep(0)
        return self.words[number], self.links[number]


class Crawler:
    def __init__(self, site, max_depth=40):
        self.site = site
        self.max_depth = max_depth
        self.seen = set()
        self.depth_of = {}
        self.word_total = 0
        self.skipped = 0

    async def visit(self, number, depth=0):
        words, links = await self.site.fetch(number)
        self.word_total += words
        self.depth_of[number] = depth
        if depth >= self.max_depth:
            return 1
        children = []
        for link in links:
            if link in self.seen:
                self.skipped += 1
                continue
            self.seen.add(link)
            child = asyncio.create_task(self.visit(link, depth + 1))
            children.append(child)
        count = 1
        for child in children:
            count += await child
        return count

    async def run(self, start):
        self.seen.add(start)
        return await asyncio.create_task(self.visit(start))


async def ping(value):
    return value + 1


async def one_after_another(n):
    """Spawns one task at a time and waits for it at once."""
    value = 0
    for _ in range(n):
        value = await asyncio.create_task(ping(value))
    return value


async def main():
    site = Site(3500)
    for start in (0, 77, 1234):
        crawler = Crawler(site)
        reached = await crawler.run(start)
        deepest = max(crawler.depth_of.values())
        print(f"start={start} reached={reached} skipped={crawler.skipped} "
              f"words={crawler.word_total} deepest={deepest}")
    print("hits", site.hits)
    print("sequential", await one_after_another(7000))


if __name__ == "__main__":
    asyncio.run(main())
