import asyncio


async def tree(depth, fan, label):
    """Sum over a complete tree, each level gathered."""
    if depth == 0:
        return label % 97
    kids = await asyncio.gather(*[tree(depth - 1, fan, label * fan + k) for k in range(fan)])
    return sum(kids) + 1


async def ragged(n):
    """A lopsided tree: split n into n//2 and n//3 and n//7."""
    if n < 3:
        await asyncio.sleep(0)
        return n
    a, b, c = await asyncio.gather(ragged(n // 2), ragged(n // 3), ragged(n // 7))
    return a + b + c + 1


async def main():
    for depth, fan in ((13, 2), (8, 3), (5, 5), (4, 8), (1, 4000)):
        print(depth, fan, await tree(depth, fan, 1))
    for n in (10, 1000, 30000):
        print("ragged", n, await ragged(n))


asyncio.run(main())
