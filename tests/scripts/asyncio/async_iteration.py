# async for: protocol, else, break, errors, comprehension.
import asyncio


class Countdown:
    def __init__(self, n):
        self.n = n

    def __aiter__(self):
        return self

    async def __anext__(self):
        await asyncio.sleep(0)
        if self.n <= 0:
            raise StopAsyncIteration
        self.n -= 1
        return self.n


class Bad:
    def __aiter__(self):
        return 5


class Sync:
    def __aiter__(self):
        return self

    def __anext__(self):
        return 3


async def main():
    async for x in Countdown(3):
        print(x, end=" ")
    else:
        print("else")
    async for x in Countdown(5):
        if x == 3:
            print("break at", x)
            break
    else:
        print("no else")
    async for x in Countdown(4):
        if x % 2:
            continue
        print("even", x)
    async for a, b in pairs():
        print(a + b, end=" ")
    print()
    print([x async for x in Countdown(4) if x % 2], {x: x * x async for x in Countdown(3)},
          sorted({x % 2 async for x in Countdown(5)}))
    print([y async for x in Countdown(3) async for y in Countdown(x)])
    print([await asyncio.sleep(0, x) for x in range(3)], [x for x in [await asyncio.sleep(0, "v")]])
    g = (x * 2 async for x in Countdown(3))
    print(type(g).__name__, [v async for v in g])
    it = aiter(Countdown(2))
    print(await anext(it), await anext(it), await anext(it, "default"))
    try:
        await anext(it)
    except StopAsyncIteration as e:
        print("StopAsyncIteration", e.args)
    for bad in (Bad(), Sync(), [1], 5):
        try:
            async for x in bad:
                print(x)
                break
        except TypeError as e:
            print("TypeError:", e)
    try:
        aiter([])
    except TypeError as e:
        print("TypeError:", e)
    try:
        anext([])
    except TypeError as e:
        print("TypeError:", e)


async def pairs():
    for p in [("a", "b"), ("c", "d")]:
        yield p


asyncio.run(main())
