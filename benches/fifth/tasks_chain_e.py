"""Deep await chains, hand-made awaitables and nested async context managers."""
import asyncio

REPEAT = 3200


async def down(n):
    if n == 0:
        await asyncio.sleep(0)
        return 0
    return 1 + await down(n - 1)


async def even(n):
    return True if n == 0 else await odd(n - 1)


async def odd(n):
    return False if n == 0 else await even(n - 1)


class Ready:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        return self.value
        yield


class Ticks:
    """Gives way n times before it yields its value."""

    def __init__(self, n):
        self.n = n

    def __await__(self):
        for _ in range(self.n):
            yield
        return self.n


class Level:
    depth = 0
    entered = 0

    def __init__(self, name):
        self.name = name

    async def __aenter__(self):
        Level.depth += 1
        Level.entered += 1
        await Ready(None)
        return self

    async def __aexit__(self, exc_type, exc, tb):
        Level.depth -= 1
        return exc_type is KeyError


async def nested(n, path):
    if n == 0:
        raise KeyError(path)
    async with Level(f"l{n}") as level:
        path.append(level.name)
        await nested(n - 1, path)
    return len(path)


async def mixed(n):
    total = 0
    for i in range(n):
        total += await Ready(i)
        if i % 4 == 0:
            total += await Ticks(i % 3)
    return total


async def main():
    depths = 0
    evens = 0
    paths = 0
    sums = 0
    for r in range(REPEAT):
        depths += await down(150 + r % 50)
        evens += await even(100 + r % 9)
        paths += await nested(20, [])
        sums += await mixed(120)
    print("depths", depths)
    print("evens", evens)
    print("paths", paths, "entered", Level.entered, "left open", Level.depth)
    print("sums", sums)
    results = await asyncio.gather(*[down(k * 10) for k in range(20)])
    print("gathered", results)


asyncio.run(main())
