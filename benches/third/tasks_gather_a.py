"""Recursive fan-out with gather: trees of varying arity, summed bottom-up."""
import asyncio


async def tree_sum(depth, arity, label):
    if depth == 0:
        await asyncio.sleep(0)
        return label % 97
    parts = await asyncio.gather(
        *(tree_sum(depth - 1, arity, label * arity + k) for k in range(arity)))
    return sum(parts) + label % 13


async def fib(n):
    if n < 2:
        return n
    a, b = await asyncio.gather(fib(n - 1), fib(n - 2))
    return a + b


async def merge_sort(items):
    if len(items) <= 4:
        return sorted(items)
    mid = len(items) // 2
    left, right = await asyncio.gather(merge_sort(items[:mid]),
                                       merge_sort(items[mid:]))
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


async def main():
    for depth, arity in ((13, 2), (8, 3), (5, 6), (2, 80)):
        print("tree", depth, arity, await tree_sum(depth, arity, 1))
    print("fib", await fib(18))
    x = 12345
    data = []
    for _ in range(6000):
        x = (x * 1103515245 + 12345) % 2147483648
        data.append(x % 100000)
    out = await merge_sort(data)
    print("sorted", out == sorted(data), out[0], out[-1])


asyncio.run(main())
