"""Recursive trees of gather()."""
import asyncio


async def tree_sum(depth, fanout=2, label=1):
    if depth == 0:
        await asyncio.sleep(0)
        return label
    kids = await asyncio.gather(*(tree_sum(depth - 1, fanout, label * fanout + k) for k in range(fanout)))
    return label + sum(kids)


async def merge_sort(items):
    if len(items) <= 8:
        return sorted(items)
    mid = len(items) // 2
    a, b = await asyncio.gather(merge_sort(items[:mid]), merge_sort(items[mid:]))
    out = []
    i = j = 0
    while i < len(a) and j < len(b):
        if a[i] <= b[j]:
            out.append(a[i])
            i += 1
        else:
            out.append(b[j])
            j += 1
    return out + a[i:] + b[j:]


async def risky(n):
    await asyncio.sleep(0)
    if n % 4 == 0:
        raise RuntimeError(f"job {n}")
    return n


async def fib(n):
    if n < 2:
        return n
    return sum(await asyncio.gather(fib(n - 1), fib(n - 2)))


async def main():
    print("binary", await tree_sum(14))
    print("wide", await tree_sum(4, fanout=10))
    items = [(i * 7919) % 10007 for i in range(9000)]
    print("sorted", (await merge_sort(items)) == sorted(items))
    results = await asyncio.gather(*map(risky, range(16000)), return_exceptions=True)
    bad = [r for r in results if isinstance(r, Exception)]
    print("bad", len(bad), bad[-1], "good", sum(r for r in results if not isinstance(r, Exception)))
    try:
        await asyncio.gather(risky(1), risky(4), risky(8))
    except RuntimeError as e:
        print("first failure:", e)
    print("fib", await fib(18))


asyncio.run(main())
