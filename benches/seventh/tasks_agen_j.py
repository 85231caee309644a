"""Async generators over trees, with asend-driven accumulators and early aclose."""
import asyncio


class Node:
    __slots__ = ("key", "left", "right")

    def __init__(self, key):
        self.key = key
        self.left = None
        self.right = None


def insert(root, key):
    node = root
    while True:
        if key < node.key:
            if node.left is None:
                node.left = Node(key)
                return
            node = node.left
        elif key > node.key:
            if node.right is None:
                node.right = Node(key)
                return
            node = node.right
        else:
            return


async def inorder(node):
    if node is not None:
        async for key in inorder(node.left):
            yield key
        yield node.key
        async for key in inorder(node.right):
            yield key


async def running_mean():
    total = 0
    count = 0
    value = None
    while True:
        value = yield (total // count if count else 0)
        if value is not None:
            total += value
            count += 1


async def merge(a, b):
    """Merge two ordered async streams."""
    sentinel = object()
    x = await anext(a, sentinel)
    y = await anext(b, sentinel)
    while x is not sentinel and y is not sentinel:
        if x <= y:
            yield x
            x = await anext(a, sentinel)
        else:
            yield y
            y = await anext(b, sentinel)
    while x is not sentinel:
        yield x
        x = await anext(a, sentinel)
    while y is not sentinel:
        yield y
        y = await anext(b, sentinel)


def build(seed, size):
    x = seed
    root = Node(500000)
    for _ in range(size):
        x = (x * 69621) % 2147483647
        insert(root, x % 1000000)
    return root


closed = 0


async def guarded(tree):
    global closed
    try:
        async for key in inorder(tree):
            yield key
    finally:
        await asyncio.sleep(0)
        closed += 1


async def first_over(tree, limit):
    gen = guarded(tree)
    seen = 0
    async for key in gen:
        seen += 1
        if key > limit:
            await gen.aclose()
            return key, seen
    return None, seen


async def main():
    trees = [build(seed, 20000) for seed in (7, 77)]
    mean = running_mean()
    await mean.asend(None)
    last = 0
    count = 0
    async for key in merge(inorder(trees[0]), inorder(trees[1])):
        last = await mean.asend(key)
        count += 1
    await mean.aclose()
    print("merged", count, "mean", last)
    for limit in (10000, 50000, 90000, 200000):
        found = await asyncio.gather(*(first_over(t, limit) for t in trees))
        print("limit", limit, found)
    print("closed", closed)


asyncio.run(main())
