"""Async generator pipelines: source -> filter -> map -> window -> reduce."""
import asyncio


async def ticker(n):
    for i in range(n):
        if i & 31 == 0:
            await asyncio.sleep(0)
        yield i


async def afilter(pred, src):
    async for x in src:
        if pred(x):
            yield x


async def amap(fn, src):
    async for x in src:
        yield fn(x)


async def window(src, size):
    buf = []
    async for x in src:
        buf.append(x)
        if len(buf) == size:
            yield tuple(buf)
            buf.clear()
    if buf:
        yield tuple(buf)


async def areduce(fn, src, init):
    acc = init
    async for x in src:
        acc = fn(acc, x)
    return acc


async def pipeline(n, k):
    src = ticker(n)
    odd = afilter(lambda v: v % k, src)
    sq = amap(lambda v: v * v % 10007, odd)
    return await areduce(lambda a, w: (a * 7 + sum(w)) % 1000003, window(sq, 5), k)


async def main():
    res = await asyncio.gather(*(pipeline(60000, k) for k in range(2, 12)))
    print(res)
    evens = [x async for x in ticker(60000) if x % 2 == 0]
    table = {x: x * x async for x in ticker(20000)}
    kinds = {x % 37 async for x in ticker(30000)}
    print(len(evens), sum(table.values()), len(kinds))
    pairs = [(a, b) async for a in ticker(60) async for b in ticker(a)]
    print(len(pairs), pairs[-1])


asyncio.run(main())
