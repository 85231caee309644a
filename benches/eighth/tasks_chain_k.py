"""Recursive coroutines: Ackermann, Hanoi, a tree walk, awaited directly without tasks."""
import asyncio


async def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return await ackermann(m - 1, 1)
    return await ackermann(m - 1, await ackermann(m, n - 1))


class Hanoi:
    def __init__(self, discs):
        self.pegs = {"A": list(range(discs, 0, -1)), "B": [], "C": []}
        self.moves = 0

    async def move(self, source, target):
        disc = self.pegs[source].pop()
        if self.pegs[target] and self.pegs[target][-1] < disc:
            raise ValueError("larger on smaller")
        self.pegs[target].append(disc)
        self.moves += 1

    async def solve(self, count, source="A", target="C", spare="B"):
        if count == 0:
            return
        await self.solve(count - 1, source, spare, target)
        await self.move(source, target)
        await self.solve(count - 1, spare, target, source)


class Tree:
    def __init__(self, key):
        self.key = key
        self.left = self.right = None

    async def insert(self, key):
        if key == self.key:
            return False
        side = "left" if key < self.key else "right"
        child = getattr(self, side)
        if child is None:
            setattr(self, side, Tree(key))
            return True
        return await child.insert(key)

    async def height(self):
        left = await self.left.height() if self.left else 0
        right = await self.right.height() if self.right else 0
        return 1 + max(left, right)


async def descend(depth, leaf):
    """A chain of given depth that suspends at its end."""
    if depth == 0:
        return await leaf()
    return 1 + await descend(depth - 1, leaf)


async def main():
    print("ackermann", await ackermann(2, 100), await ackermann(3, 5), await ackermann(2, 170))

    hanoi = Hanoi(16)
    await hanoi.solve(16)
    print("hanoi", hanoi.moves, {peg: len(discs) for peg, discs in hanoi.pegs.items()})

    root = Tree(5000)
    key, fresh = 1, 0
    for _ in range(9500):
        key = key * 1597 % 10007
        fresh += await root.insert(key)
    print("tree", fresh, await root.height())

    switches = 0

    async def leaf():
        nonlocal switches
        for _ in range(20):
            switches += 1
            await asyncio.sleep(0)
        return 100

    total = 0
    for depth in (10, 50, 100, 200, 400) * 95:
        total += await descend(depth, leaf)
    print("descend", total, switches)


asyncio.run(main())
