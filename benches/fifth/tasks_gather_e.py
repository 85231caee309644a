"""Trees of gather: sum, depth and search over a generated tree."""
import asyncio

REPEAT = 73


class Node:
    def __init__(self, value, children=()):
        self.value = value
        self.children = list(children)


def build(depth, fanout, seed):
    value = (seed * 1103515245 + 12345) % 1000
    if depth == 0:
        return Node(value)
    return Node(value, [build(depth - 1, fanout, seed * fanout + k + 1) for k in range(fanout)])


async def tree_sum(node):
    if not node.children:
        return node.value
    parts = await asyncio.gather(*[tree_sum(child) for child in node.children])
    return node.value + sum(parts)


async def tree_max(node):
    if not node.children:
        return node.value
    await asyncio.sleep(0)
    best = await asyncio.gather(*(tree_max(child) for child in node.children))
    return max(node.value, *best)


async def find(node, wanted):
    if node.value % 97 == wanted:
        raise LookupError(node.value)
    results = await asyncio.gather(*(find(c, wanted) for c in node.children), return_exceptions=True)
    hits = 0
    for r in results:
        if isinstance(r, LookupError):
            hits += 1
        else:
            hits += r
    return hits


async def main():
    total = 0
    best = 0
    hits = []
    for k in range(REPEAT):
        root = build(5, 3, k)
        s, m, h = await asyncio.gather(tree_sum(root), tree_max(root), find(root, 20 + k % 7), return_exceptions=True)
        total += s
        best = max(best, m)
        hits.append(-1 if isinstance(h, Exception) else h)
    print("total", total)
    print("best", best)
    print("hits", sum(hits), hits[:10])


asyncio.run(main())
