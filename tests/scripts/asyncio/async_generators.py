# Async generators: asend, athrow, aclose, finally, errors of misuse.
import asyncio


async def gen(n):
    try:
        for i in range(n):
            try:
                got = yield i
                if got is not None:
                    print("received", got)
            except ValueError as e:
                print("caught", e)
                yield "recovered"
    finally:
        await asyncio.sleep(0)
        print("cleaned")


async def main():
    g = gen(3)
    print(await g.asend(None), await g.asend("x"), await g.athrow(ValueError("v")), await anext(g))
    try:
        await anext(g)
    except StopAsyncIteration:
        print("exhausted")
    g = gen(3)
    print(await anext(g))
    await g.aclose()
    await g.aclose()
    print(await anext(g, "closed"))
    g = gen(3)
    try:
        await g.asend(1)
    except TypeError as e:
        print("TypeError:", e)
    await g.aclose()
    g = gen(2)
    await anext(g)
    try:
        await g.athrow(KeyError("k"))
    except KeyError as e:
        print("KeyError", e)
    print(await anext(g, "done"))
    g = gen(1)
    try:
        await g.athrow(LookupError("not started"))
    except LookupError as e:
        print("LookupError", e)

    async def stubborn():
        try:
            yield 1
        finally:
            yield 2

    g = stubborn()
    await anext(g)
    try:
        await g.aclose()
    except RuntimeError as e:
        print("RuntimeError:", e)

    async def raises_stop():
        yield 1
        raise StopAsyncIteration("no")

    try:
        async for x in raises_stop():
            print(x)
    except RuntimeError as e:
        print("RuntimeError:", e)

    async def squares():
        async for v in gen(3):
            yield v * v

    print([v async for v in squares()])


asyncio.run(main())
