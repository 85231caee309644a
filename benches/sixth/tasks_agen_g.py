# log analysis with async generators
import asyncio

LINES = 96000

LEVELS = ["INFO", "DEBUG", "WARN", "ERROR"]


async def log_lines(n):
    for i in range(n):
        level = LEVELS[(i * i + i // 7) % 4]
        yield f"{i:06d} {level} host{i % 9} took={i * 37 % 500}ms"
        if i % 64 == 63:
            await asyncio.sleep(0)


async def parse(lines):
    async for line in lines:
        stamp, level, host, took = line.split(" ")
        yield int(stamp), level, host, int(took[5:-2])


async def only(records, *levels):
    async for rec in records:
        if rec[1] in levels:
            yield rec


async def batches(source, size):
    batch = []
    async for x in source:
        batch.append(x)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


async def tee_count(source, counts, key):
    async for x in source:
        counts[key] = counts.get(key, 0) + 1
        yield x


async def zip_async(a, b):
    a, b = aiter(a), aiter(b)
    while True:
        try:
            x = await anext(a)
            y = await anext(b)
        except StopAsyncIteration:
            return
        yield x, y


async def countdown(n):
    try:
        while n:
            yield n
            n -= 1
    finally:
        closed.append(n)


closed = []


async def flatten(tree):
    if isinstance(tree, int):
        yield tree
    else:
        for branch in tree:
            async for leaf in flatten(branch):
                yield leaf


async def main():
    counts = {}
    slow = {}
    async for _, level, host, took in only(tee_count(parse(log_lines(LINES)), counts, "all"), "WARN", "ERROR"):
        counts[level] = counts.get(level, 0) + 1
        slow[host] = max(slow.get(host, 0), took)
    print(sorted(counts.items()), slow["host3"])

    sums = [sum(r[3] for r in b) async for b in batches(parse(log_lines(LINES)), 50)]
    print(len(sums), max(sums), sums[-1])

    hosts = {rec[2] async for rec in parse(log_lines(40))}
    levels = {rec[0]: rec[1] async for rec in parse(log_lines(5))}
    print(sorted(hosts)[:3], levels)

    total = 0
    async for a, b in zip_async(countdown(LINES), countdown(LINES // 2)):
        total += a - b
    print("zip", total, await anext(countdown(3)), await anext(countdown(0), "nothing"))

    for stop in range(LINES // 40):
        gen = countdown(20)
        async for x in gen:
            if x == 10:
                break
        await gen.aclose()
    print("closed", len(closed) >= LINES // 40, closed.count(10))

    tree = [[i, [i + 1, [i + 2, [i + 3]]]] for i in range(LINES // 10)]
    print("leaves", sum([x async for x in flatten(tree)]))


asyncio.run(main())
