"""Parallel merge sort and tree statistics, the halves run under gather."""
import asyncio
import random

SIZE = 7000
LEAF = 3


def merge(a, b):
    out = []
    i = j = 0
    na, nb = len(a), len(b)
    while i < na and j < nb:
        if a[i] <= b[j]:
            out.append(a[i])
            i += 1
        else:
            out.append(b[j])
            j += 1
    out.extend(a[i:])
    out.extend(b[j:])
    return out


async def msort(items):
    if len(items) <= LEAF:
        await asyncio.sleep(0)
        return sorted(items)
    mid = len(items) // 2
    left, right = await asyncio.gather(msort(items[:mid]), msort(items[mid:]))
    return merge(left, right)


async def stats(items, lo, hi):
    if hi - lo <= LEAF:
        part = items[lo:hi]
        return len(part), sum(part), min(part), max(part)
    step = (hi - lo + 3) // 4
    parts = await asyncio.gather(
        *(stats(items, a, min(a + step, hi)) for a in range(lo, hi, step))
    )
    count = total = 0
    low, high = parts[0][2], parts[0][3]
    for c, t, mn, mx in parts:
        count += c
        total += t
        low = min(low, mn)
        high = max(high, mx)
    return count, total, low, high


async def main():
    rng = random.Random(2024)
    for rnd in range(4):
        items = [rng.randrange(1000000) for _ in range(SIZE)]
        ordered = await msort(items)
        assert ordered == sorted(items)
        result = await stats(items, 0, len(items))
        print("round", rnd, "median", ordered[SIZE // 2], "stats", result)


asyncio.run(main())
