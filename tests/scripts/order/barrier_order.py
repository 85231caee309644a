# Barrier: the last to come opens it, all leave in order.
import asyncio


async def party(b, name, turns):
    for _ in range(turns):
        await asyncio.sleep(0)
    print(name, "arrives, waiting", b.n_waiting)
    i = await b.wait()
    print(name, "leaves with", i)
    return i


async def main():
    b = asyncio.Barrier(3)
    print(b.parties, b.n_waiting, b.broken)
    r = await asyncio.gather(party(b, "a", 2), party(b, "b", 0), party(b, "c", 1))
    print(r)
    r = await asyncio.gather(*(party(b, n, 0) for n in "uvwxyz"))
    print(sorted(r))
    t = asyncio.create_task(party(b, "lonely", 0))
    await asyncio.sleep(0)
    await b.abort()
    try:
        await t
    except asyncio.BrokenBarrierError as e:
        print("broken:", e, b.broken)
    try:
        await b.wait()
    except asyncio.BrokenBarrierError as e:
        print("still broken:", e)
    await b.reset()
    print(b.broken)
    r = await asyncio.gather(*(party(b, n, 0) for n in "123"))
    print(r)


asyncio.run(main())
