"""Deep chains of awaits: recursive coroutines with a suspension at the bottom,
so each resume walks through the whole chain."""
import asyncio


async def descend(depth, yields):
    if depth == 0:
        for _ in range(yields):
            await asyncio.sleep(0)
        return 1
    return 1 + await descend(depth - 1, yields)


async def no_suspend(n):
    if n <= 0:
        return 0
    return n + await no_suspend(n - 1)


async def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return await ackermann(m - 1, 1)
    return await ackermann(m - 1, await ackermann(m, n - 1))


async def hanoi(n, a, b, c, moves):
    if n == 0:
        return
    await hanoi(n - 1, a, c, b, moves)
    moves[0] += 1
    moves[1] = (moves[1] * 5 + a * 3 + c) % 1_000_003
    if moves[0] % 64 == 0:
        await asyncio.sleep(0)
    await hanoi(n - 1, b, a, c, moves)


async def main():
    total = 0
    for depth in (5, 25, 100, 200):
        total += sum(await asyncio.gather(*(descend(depth, 800) for _ in range(40))))
    print("descend", total)
    s = 0
    for i in range(3600):
        s += await no_suspend(300)
    print("no_suspend", s)
    print("ackermann", await ackermann(2, 200))
    moves = [0, 0]
    await asyncio.gather(hanoi(16, 0, 1, 2, moves), hanoi(16, 2, 1, 0, moves))
    print("hanoi", *moves)


asyncio.run(main())
