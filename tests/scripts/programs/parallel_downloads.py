# The classic: simulated downloads, one after another and together, with progress.
import asyncio
import time


class Progress:
    def __init__(self, total):
        self.total, self.done = total, 0

    def advance(self, name, n):
        self.done += n
        pct = 100 * self.done // self.total
        print(f"[{'#' * (pct // 10):<10}] {pct:>3}% {name}")


async def download(name, size, progress):
    got = 0
    while got < size:
        chunk = min(10, size - got)
        await asyncio.sleep(0)
        got += chunk
    progress.advance(name, size)
    return name, got


async def timed(label, coro):
    start = time.perf_counter()
    r = await coro
    took = time.perf_counter() - start
    print(f"{label}: {'fast' if took < 0.15 else 'slow'}")
    return r


async def sequential(files):
    p = Progress(sum(files.values()))
    return [await download(n, s, p) for n, s in files.items()]


async def together(files):
    p = Progress(sum(files.values()))
    return await asyncio.gather(*(download(n, s, p) for n, s in files.items()))


async def sleepers():
    async def one(i):
        await asyncio.sleep(0.05)
        return i
    return await asyncio.gather(*(one(i) for i in range(10)))


async def main():
    files = {"big.iso": 60, "photo.jpg": 25, "notes.txt": 5, "song.mp3": 30}
    print(await timed("one by one", sequential(files)))
    print(await timed("together", together(files)))
    print(await timed("ten sleepers", sleepers()))
    first, *rest = asyncio.as_completed([download("x", 90, Progress(100)), download("y", 10, Progress(50))])
    print(await first)
    for r in rest:
        print(await r)


if __name__ == "__main__":
    asyncio.run(main())
