"""Divide and conquer with asyncio.gather: merge sort, maximum, tree height, and
error propagation with return_exceptions."""
import asyncio
import random


async def merge_sort(xs: list[int]) -> list[int]:
    if len(xs) <= 2:
        return sorted(xs)
    mid = len(xs) // 2
    left, right = await asyncio.gather(merge_sort(xs[:mid]), merge_sort(xs[mid:]))
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


class Node:
    __slots__ = ("key", "left", "right")

    def __init__(self, key):
        self.key = key
        self.left = None
        self.right = None

    def insert(self, key):
        node = self
        while True:
            if key < node.key:
                if node.left is None:
                    node.left = Node(key)
                    return
                node = node.left
            else:
                if node.right is None:
                    node.right = Node(key)
                    return
                node = node.right


async def height(node):
    if node is None:
        return 0
    l, r = await asyncio.gather(height(node.left), height(node.right))
    return 1 + max(l, r)


class LeafError(Exception):
    pass


async def leaf(n):
    if n % 11 == 0:
        raise LeafError(n)
    return n


async def failing_tree(lo, hi):
    if hi - lo == 1:
        return await leaf(lo)
    step = max(1, (hi - lo) // 4)
    parts = await asyncio.gather(
        *(failing_tree(a, min(a + step, hi)) for a in range(lo, hi, step)),
        return_exceptions=True,
    )
    errors = sum(isinstance(p, LeafError) for p in parts)
    return sum(p for p in parts if not isinstance(p, LeafError)) + 1000 * errors


async def main():
    rng = random.Random(2024)
    data = [rng.randrange(10**6) for _ in range(12000)]
    result = await merge_sort(data)
    print("sorted ok:", result == sorted(data), result[0], result[-1])

    root = Node(500000)
    for v in data[:9000]:
        root.insert(v)
    print("height:", await height(root))
    print("failing:", await failing_tree(1, 6000))
    try:
        await asyncio.gather(leaf(1), leaf(22), leaf(3))
    except LeafError as exc:
        print("leaf error", exc.args)


asyncio.run(main())
