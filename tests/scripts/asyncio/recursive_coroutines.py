# stress: 997
"""Coroutines that do nothing but await themselves, without a loop anywhere."""
import asyncio


async def fib(n):
    if n < 2:
        return n
    return await fib(n - 1) + await fib(n - 2)


async def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return await ackermann(m - 1, 1)
    return await ackermann(m - 1, await ackermann(m, n - 1))


class Hanoi:
    def __init__(self):
        self.moves = []

    async def move(self, source, target):
        self.moves.append(source + target)

    async def solve(self, count, source="A", target="C", spare="B"):
        if count == 0:
            return
        await self.solve(count - 1, source, spare=target, target=spare)
        await self.move(source, target)
        await self.solve(count - 1, spare, *(target, source))


async def waits(n):
    if n == 0:
        await asyncio.sleep(0)
        return 0.5
    return await waits(n - 1) + 1


async def refuses(n, at):
    if n == at:
        raise ValueError(n)
    try:
        return await refuses(n - 1, at)
    except ValueError as e:
        if n % 4 == 0:
            raise KeyError(n) from e
        raise
    except KeyError:
        return -n


async def endless(n):
    return await endless(n + 1)


async def even(n):
    return True if n == 0 else await odd(n - 1)


async def odd(n):
    return False if n == 0 else await even(n - 1)


async def kinds(x, n):
    if n == 0:
        return x
    return await kinds(x * 3, n - 1)


async def replaced(n):
    global fib
    if n == 60:
        fib = even
    if n == 0:
        return await fib(4)
    return await replaced(n - 1)


async def main():
    print(await fib(17), await ackermann(2, 20), await ackermann(2, 9))
    h = Hanoi()
    await h.solve(8)
    print(len(h.moves), h.moves[:7], h.moves[-1])
    print(await waits(3), await waits(100), await asyncio.gather(waits(5), waits(50)))
    for n in (3, 4, 5, 9, 30):
        try:
            print(await refuses(n, 2))
        except (KeyError, ValueError) as e:
            print(repr(e), repr(e.__cause__))
    print(await even(100), await odd(101), await odd(40))
    print(await kinds(1, 20), await kinds(1, 60), await kinds(1.0, 50), await kinds("a", 3), await kinds(True, 40))
    print(await replaced(50), await replaced(70))
    task = asyncio.create_task(waits(200))
    await asyncio.sleep(0)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print("cancelled", task.cancelled())
    try:
        await endless(0)
    except RecursionError as e:
        print("RecursionError")
    print(await waits(30))


asyncio.run(main())
