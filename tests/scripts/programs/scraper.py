# A simulated scraper: a site as a dict, a frontier, a limit, retries, a report.
import asyncio
import random

SITE = {
    "/": ["/a", "/b", "/about"],
    "/a": ["/a/1", "/a/2", "/"],
    "/b": ["/b/1", "/missing"],
    "/about": ["/"],
    "/a/1": [],
    "/a/2": ["/a/1", "/b"],
    "/b/1": ["/flaky"],
    "/flaky": ["/a"],
}


class HttpError(Exception):
    def __init__(self, status, url):
        super().__init__(f"{status} for {url}")
        self.status = status


class FakeSession:
    def __init__(self):
        self.hits = {}
        self.rng = random.Random(1)

    async def __aenter__(self):
        print("session open")
        return self

    async def __aexit__(self, *exc):
        print("session closed after", sum(self.hits.values()), "requests")

    async def get(self, url):
        self.hits[url] = self.hits.get(url, 0) + 1
        for _ in range(self.rng.randint(1, 3)):
            await asyncio.sleep(0)
        if url == "/flaky" and self.hits[url] < 3:
            raise HttpError(503, url)
        if url not in SITE:
            raise HttpError(404, url)
        return f"<title>{url}</title>" + "".join(f'<a href="{u}">' for u in SITE[url])


def links(html):
    out, pos = [], 0
    while (pos := html.find('href="', pos)) != -1:
        end = html.index('"', pos + 6)
        out.append(html[pos + 6:end])
        pos = end
    return out


class Crawler:
    def __init__(self, session, limit):
        self.session = session
        self.sem = asyncio.Semaphore(limit)
        self.seen, self.pages, self.errors = set(), {}, {}

    async def crawl(self, url, depth=0):
        if url in self.seen:
            return
        self.seen.add(url)
        async with self.sem:
            html = await self.fetch(url)
        if html is None:
            return
        self.pages[url] = (depth, links(html))
        await asyncio.gather(*(self.crawl(u, depth + 1) for u in links(html)))

    async def fetch(self, url, tries=3):
        for i in range(tries):
            try:
                return await self.session.get(url)
            except HttpError as e:
                if e.status == 404 or i == tries - 1:
                    self.errors[url] = str(e)
                    return None


async def main():
    async with FakeSession() as session:
        c = Crawler(session, 2)
        await c.crawl("/")
    for url in sorted(c.pages):
        depth, out = c.pages[url]
        print(f"{url:<8} depth={depth} links={len(out)}")
    print("errors:", c.errors)
    print("hits:", sorted(session.hits.items()))


asyncio.run(main())
