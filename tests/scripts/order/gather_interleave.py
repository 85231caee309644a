# gather wraps coroutines in tasks in argument order; results keep that order.
import asyncio


async def step(name, turns):
    out = []
    for i in range(turns):
        print(f"{name}{i}", end=" ")
        out.append(i)
        await asyncio.sleep(0)
    print(f"{name}!", end=" ")
    return name, out


async def ticker(n):
    for i in range(n):
        print(f"t{i}", end=" ")
        await asyncio.sleep(0)
    print("t!", end=" ")


async def main():
    t = asyncio.create_task(ticker(10))
    r = await asyncio.gather(step("x", 3), step("y", 1), step("z", 2))
    print()
    print(r)
    r = await asyncio.gather(step("p", 0), step("q", 0))
    print()
    print(r)
    r = await asyncio.gather()
    print("empty", r)
    await t
    print()
    r = await asyncio.gather(asyncio.gather(step("i", 1), step("j", 2)), step("k", 1))
    print()
    print(r)


asyncio.run(main())
