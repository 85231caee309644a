# The first error reaches the waiter; the siblings go on.
import asyncio


async def worker(name, turns, fail=False):
    for i in range(turns):
        print(name, i)
        await asyncio.sleep(0)
    if fail:
        print(name, "fails")
        raise ValueError(name)
    print(name, "ends")
    return name


async def main():
    try:
        await asyncio.gather(worker("a", 4), worker("b", 2, True), worker("c", 3), worker("d", 3, True),
                             return_exceptions=False)
    except ValueError as e:
        print("caught", e)
    for i in range(4):
        print("main turn", i)
        await asyncio.sleep(0)
    print("with return_exceptions")
    r = await asyncio.gather(worker("e", 1, True), worker("f", 2), worker("g", 0, True), return_exceptions=True)
    print([x if isinstance(x, str) else repr(x) for x in r])
    print("finished tasks passed in")
    done = asyncio.create_task(worker("h", 0))
    await done
    bad = asyncio.create_task(worker("i", 0, True))
    await asyncio.sleep(0)
    print(bad.done())
    try:
        await asyncio.gather(done, bad)
    except ValueError as e:
        print("caught", e)


asyncio.run(main())
