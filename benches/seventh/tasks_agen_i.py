"""Log analysis as a pipeline of async generators and async comprehensions."""
import asyncio

LINES = 150000
LEVELS = ("DEBUG", "INFO", "INFO", "WARN", "INFO", "ERROR")
HOSTS = ("alpha", "beta", "gamma", "delta")


async def lines(seed, count):
    x = seed
    for n in range(count):
        x = (x * 48271) % 2147483647
        yield f"{n} {HOSTS[x % 4]} {LEVELS[x // 4 % 6]} {x // 24 % 500}"
        if n % 64 == 63:
            await asyncio.sleep(0)


async def parse(source):
    async for line in source:
        n, host, level, ms = line.split()
        yield int(n), host, level, int(ms)


async def only(source, level):
    async for rec in source:
        if rec[2] == level:
            yield rec


async def windows(source, size):
    window = []
    async for rec in source:
        window.append(rec[3])
        if len(window) == size:
            yield window
            window = []
    if window:
        yield window


async def take_while(source, limit):
    async for rec in source:
        if rec[0] >= limit:
            break
        yield rec


async def analyse(seed):
    recs = parse(lines(seed, LINES // 4))
    counts = {}
    async for n, host, level, ms in recs:
        key = host, level
        c = counts.get(key)
        counts[key] = (1, ms) if c is None else (c[0] + 1, c[1] + ms)
    slow = [sum(w) async for w in windows(only(parse(lines(seed, LINES // 6)), "INFO"), 100)]
    head = {n: ms async for n, _, _, ms in take_while(parse(lines(seed, LINES)), 500) if ms > 450}
    return counts, slow, head


async def main():
    results = await asyncio.gather(*(analyse(s) for s in (101, 202, 303, 404)))
    for counts, slow, head in results:
        worst = max(counts, key=lambda k: (counts[k][1], k))
        print(worst, counts[worst], "windows", len(slow), max(slow), min(slow))
        print("  head", len(head), sum(head), sum(head.values()))


asyncio.run(main())
