import asyncio

JOBS = 120


async def merge(left: list, right: list) -> list:
    out = []
    i = j = 0
    while i < len(left) and j < len(right):
        if left[i] <= right[j]:
            out.append(left[i])
            i += 1
        else:
            out.append(right[j])
            j += 1
    out.extend(left[i:])
    out.extend(right[j:])
    return out


async def merge_sort(items: list) -> list:
    if len(items) < 3:
        return sorted(items)
    mid = len(items) // 2
    left, right = await asyncio.gather(merge_sort(items[:mid]), merge_sort(items[mid:]))
    return await merge(left, right)


class Page:
    def __init__(self, url: str, links: list):
        self.url = url
        self.links = links


class Site:
    def __init__(self, size: int):
        self.pages = {}
        for i in range(size):
            links = [f"/p/{(i * k + k) % size}" for k in (2, 3, 5)]
            self.pages[f"/p/{i}"] = Page(f"/p/{i}", links)
        self.fetches = 0

    async def fetch(self, url: str) -> Page:
        self.fetches += 1
        await asyncio.sleep(0)
        if url not in self.pages:
            raise KeyError(url)
        return self.pages[url]


async def crawl(site: Site, start: str) -> tuple:
    seen = {start}
    frontier = [start]
    levels = 0
    while frontier:
        levels += 1
        pages = await asyncio.gather(*[site.fetch(u) for u in frontier])
        frontier = []
        for page in pages:
            for link in page.links:
                if link not in seen:
                    seen.add(link)
                    frontier.append(link)
    return len(seen), levels


async def main() -> None:
    check = 0
    site = Site(150)
    reach = []
    for job in range(JOBS):
        data = [(x * 7919 + job * 104729) % 10007 for x in range(300)]
        result = await merge_sort(data)
        assert result == sorted(data)
        check = (check * 31 + sum(i * v for i, v in enumerate(result))) % 1000000007
        reach.extend(await asyncio.gather(*(crawl(site, f"/p/{(job + s) % 150}") for s in range(4))))
    print("check", check)
    print("fetches", site.fetches, "reach", sum(r for r, _ in reach), "levels", max(l for _, l in reach))


if __name__ == "__main__":
    asyncio.run(main())
