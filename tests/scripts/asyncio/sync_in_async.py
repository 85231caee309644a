# Plain functions, generators and classes used by coroutines.
import asyncio


def chunked(xs, n):
    for i in range(0, len(xs), n):
        yield xs[i:i + n]


class Stats:
    def __init__(self):
        self.values = []

    def __iadd__(self, v):
        self.values.append(v)
        return self

    @property
    def mean(self):
        return sum(self.values) / len(self.values)

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        print("stats closed", len(self.values))


async def square(x):
    await asyncio.sleep(0)
    return x * x


async def process(xs, stats):
    for part in chunked(xs, 3):
        for v in await asyncio.gather(*map(square, part)):
            stats += v
        yield part, stats.mean


async def main():
    with Stats() as stats:
        async for part, mean in process(list(range(1, 8)), stats):
            print(part, f"{mean:.2f}")
    table = {n: await square(n) for n in range(4)}
    pairs = [(a, await square(b)) for a, b in zip("ab", (2, 3))]
    cond = [x for x in range(6) if await square(x) > 5]
    nested = [[await square(c) for c in range(r)] for r in range(4)]
    print(table, pairs, cond, nested, {await square(x) for x in (1, -1, 2)} == {1, 4})
    print(sum([await square(x) for x in range(5)]), max(await asyncio.gather(*map(square, (3, -9, 2)))))
    value = await square(2) if await square(1) else await square(9)
    print(value, (await square(2)) + (await square(3)), -await square(2), not await square(0), f"{await square(7)}", [await square(1), *await asyncio.gather(square(2))])
    fs = [square, lambda x: square(x + 1), Stats]
    print([await f(3) if f is not Stats else f().values for f in fs])
    assert await square(3) == 9, "never"
    d = {"k": await square(4), **{"l": await square(5)}}
    d["k"] += await square(1)
    x, *rest = await asyncio.gather(square(1), square(2), square(3))
    print(d, x, rest, await (square(6)), (await square(2),)[0], [1, 2, 3][await square(1)])
    while (n := await square(len(rest))) > 1:
        rest.pop()
    print(n, rest)
    for v in await asyncio.gather(square(8)):
        print(v)
    del d[["k", "l"][await square(1)]]
    print(d)


asyncio.run(main())
