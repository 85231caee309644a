"""A stream-processing toolkit made of async generators: map, filter, window, merge, zip."""
import asyncio


async def source(start, count, *, pause=16):
    value = start
    for i in range(count):
        yield value
        value = (value * 75 + 74) % 65537
        if i % pause == 0:
            await asyncio.sleep(0)


async def amap(func, stream):
    async for item in stream:
        yield func(item)


async def afilter(pred, stream):
    async for item in stream:
        if pred(item):
            yield item


async def window(stream, size):
    bucket = []
    async for item in stream:
        bucket.append(item)
        if len(bucket) == size:
            yield tuple(bucket)
            del bucket[0]


async def chunks(stream, size):
    bucket = []
    async for item in stream:
        bucket.append(item)
        if len(bucket) >= size:
            yield bucket
            bucket = []
    if bucket:
        yield bucket


async def azip(*streams):
    iters = [s.__aiter__() for s in streams]
    while True:
        row = []
        for it in iters:
            try:
                row.append(await anext(it))
            except StopAsyncIteration:
                return
        yield tuple(row)


async def merge(left, right):
    """Merge of two ascending streams."""
    done = object()
    a, b = await anext(left, done), await anext(right, done)
    while a is not done or b is not done:
        if b is done or (a is not done and a <= b):
            yield a
            a = await anext(left, done)
        else:
            yield b
            b = await anext(right, done)


async def ascending(step, count):
    for i in range(count):
        yield i * step + i % 2


async def peaks(seed, count):
    numbers = afilter(lambda v: v & 3, source(seed, count))
    async for a, b, c in window(numbers, 3):
        if a < b > c:
            yield b


async def main():
    found = [p async for p in peaks(17, 34000)]
    print("peaks", len(found), sum(found) % 100_003)

    sizes = {}
    async for chunk in chunks(amap(lambda v: v % 1000, source(5, 26000)), 7):
        key = sum(chunk) // 1000
        sizes[key] = sizes.get(key, 0) + 1
    print("sizes", dict(sorted(sizes.items())))

    diffs = {abs(x - y) % 257 async for x, y in azip(source(1, 14000), amap(str.__len__, amap(str, source(2, 14000))))}
    print("diffs", len(diffs), sum(diffs))

    merged = merge(merge(ascending(3, 6000), ascending(5, 6000)), merge(ascending(2, 6000), ascending(9, 6000)))
    previous, inversions, total = 0, 0, 0
    async for value in merged:
        inversions += value < previous
        previous = value
        total += value
    print("merged", inversions, previous, total)


asyncio.run(main())
