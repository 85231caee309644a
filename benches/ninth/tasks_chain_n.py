"""Deep recursion through coroutines: game search, an awaitable class in the chain and
long chains whose innermost frame is a future resolved from outside."""
import asyncio


class Lazy:
    """Awaitable object that computes its value the first time it is awaited."""

    def __init__(self, func, *args):
        self.func = func
        self.args = args
        self.value = None

    def __await__(self):
        if self.value is None:
            self.value = yield from self.func(*self.args).__await__()
        return self.value


class Nim:
    def __init__(self):
        self.visited = 0
        self.memo = {}

    async def best(self, piles, depth=0):
        """Length of the longest winning line from here, or -1 for a lost position."""
        self.visited += 1
        if piles in self.memo:
            return self.memo[piles]
        if not any(piles):
            return -1
        answer = -1
        for index, pile in enumerate(piles):
            for take in range(1, min(pile, 3) + 1):
                rest = tuple(sorted(piles[:index] + (pile - take,) + piles[index + 1:]))
                reply = await self.best(rest, depth + 1)
                if reply < 0:
                    answer = max(answer, depth + take)
        self.memo[piles] = answer
        return answer


async def descend(depth, gate, trail):
    if depth == 0:
        return await gate
    value = await descend(depth - 1, gate, trail)
    if depth % 50 == 0:
        trail.append(value)
    return value + 1


async def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return await ackermann(m - 1, 1)
    return await ackermann(m - 1, await ackermann(m, n - 1))


async def unwind(depth):
    if not depth:
        await asyncio.sleep(0)
        raise ValueError("bottom")
    try:
        await unwind(depth - 1)
    finally:
        unwind.frames += 1


unwind.frames = 0


async def main():
    game = Nim()
    shared = Lazy(game.best, (3, 5, 6, 7))
    print("nim", await shared, await shared, game.visited, len(game.memo))

    loop = asyncio.get_running_loop()
    trail = []
    totals = []
    for n in range(1200):
        gate = loop.create_future()
        chains = [asyncio.create_task(descend(d, gate, trail)) for d in (60, 150, 240)]
        await asyncio.sleep(0)
        gate.set_result(n)
        totals.append([await chain for chain in chains])
    print("chains", sum(map(sum, totals)), len(trail), sum(trail))

    print("ackermann", await ackermann(2, 90), await ackermann(3, 3))

    caught = 0
    for depth in range(0, 240):
        try:
            await unwind(depth)
        except ValueError as exc:
            caught += len(exc.args)
    print("unwound", caught, unwind.frames)


asyncio.run(main())
