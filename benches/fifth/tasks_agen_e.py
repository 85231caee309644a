"""Pipelines of async generators and async comprehensions."""
import asyncio

LIMIT = 210000


async def numbers(n):
    for i in range(n):
        if i % 50 == 0:
            await asyncio.sleep(0)
        yield i


async def squares(source):
    async for x in source:
        yield x * x


async def odd_only(source):
    async for x in source:
        if x % 2:
            yield x


async def pairs(source):
    previous = None
    async for x in source:
        if previous is not None:
            yield previous, x
        previous = x


async def take(source, n):
    async for x in source:
        if n <= 0:
            break
        n -= 1
        yield x


class Countdown:
    def __init__(self, start):
        self.current = start

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.current <= 0:
            raise StopAsyncIteration
        self.current -= 1
        return self.current


async def accumulator():
    total = 0
    count = 0
    while True:
        try:
            value = yield total
        except ValueError:
            total = 0
            continue
        count += 1
        total += value


async def words(text):
    word = ""
    for ch in text:
        if ch == " ":
            if word:
                yield word
            word = ""
        else:
            word += ch
    if word:
        yield word


async def main():
    diffs = 0
    async for a, b in pairs(odd_only(squares(numbers(LIMIT)))):
        diffs += b - a
    print("diffs", diffs)

    evens = [x async for x in numbers(LIMIT) if x % 2 == 0]
    table = {x: x % 7 async for x in Countdown(LIMIT)}
    rests = {x % 13 async for x in squares(numbers(LIMIT))}
    print("evens", sum(evens), "table", sum(table.values()), "rests", sorted(rests))

    acc = accumulator()
    await acc.asend(None)
    last = 0
    for i in range(LIMIT):
        last = await acc.asend(i)
        if i % 1000 == 999:
            await acc.athrow(ValueError)
    await acc.aclose()
    print("last", last)

    text = "the quick brown fox jumps over the lazy dog " * (LIMIT // 300)
    lengths = {}
    async for word in words(text):
        lengths[len(word)] = lengths.get(len(word), 0) + 1
    print("lengths", sorted(lengths.items()))
    taken = take(numbers(10 ** 9), LIMIT)
    print("taken", sum([x async for x in taken]))


asyncio.run(main())
