# How many turns of the loop it takes until gather's waiter goes on.
import asyncio


async def counter(stop):
    n = 0
    while not stop:
        n += 1
        print("turn", n)
        await asyncio.sleep(0)


async def quick(v):
    return v


async def one_yield(v):
    await asyncio.sleep(0)
    return v


async def main():
    for label, make in [
        ("one quick", lambda: asyncio.gather(quick(1))),
        ("three quick", lambda: asyncio.gather(quick(1), quick(2), quick(3))),
        ("one yield", lambda: asyncio.gather(one_yield(1), quick(2))),
        ("nested", lambda: asyncio.gather(asyncio.gather(quick(1)), quick(2))),
        ("same twice", lambda: same_twice()),
    ]:
        stop = []
        c = asyncio.create_task(counter(stop))
        print("==", label)
        print(await make())
        stop.append(1)
        await c


def same_twice():
    t = asyncio.ensure_future(one_yield("s"))
    return asyncio.gather(t, t, quick("q"), t)


asyncio.run(main())
