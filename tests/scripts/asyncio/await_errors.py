# Awaiting what cannot be awaited; awaiting twice.
import asyncio


async def co():
    await asyncio.sleep(0)
    return 1


class BadAwait:
    def __await__(self):
        return 5


class CoAwait:
    async def __await__(self):
        return 1


async def attempt(label, thing):
    try:
        print(label, await thing)
    except (TypeError, RuntimeError) as e:
        print(label, type(e).__name__ + ":", e)


async def main():
    await attempt("int", 3)
    await attempt("none", None)
    await attempt("function", co)
    await attempt("list", [1])
    await attempt("string", "s")
    await attempt("bad __await__", BadAwait())
    await attempt("generator", (x for x in ()))
    c = co()
    await attempt("first", c)
    await attempt("second", c)

    async def agen():
        yield 1

    await attempt("async generator", agen())
    try:
        async for x in [1, 2]:
            print(x)
    except TypeError as e:
        print("TypeError:", e)
    try:
        for x in agen():
            print(x)
    except TypeError as e:
        print("TypeError:", e)
    try:
        async with 5:
            pass
    except TypeError as e:
        print("TypeError:", e)
    try:
        with asyncio.Lock():
            pass
    except TypeError as e:
        print("TypeError:", e)

    class YieldsJunk:
        def __await__(self):
            yield 42

    t = asyncio.create_task(attempt("junk", YieldsJunk()))
    await t
    try:
        await asyncio.current_task()
    except RuntimeError as e:
        print("RuntimeError: Task cannot await on itself" if "cannot await on itself" in str(e) else e)


asyncio.run(main())
