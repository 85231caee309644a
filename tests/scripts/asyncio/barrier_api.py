# Barrier: async with, reset, abort.
import asyncio


async def main():
    b = asyncio.Barrier(2)
    print(b.parties, b.n_waiting, b.broken)

    async def use(name):
        async with b as pos:
            print(name, "in at", pos)
        return name

    print(await asyncio.gather(use("a"), use("b")))
    w = asyncio.create_task(b.wait())
    await asyncio.sleep(0)
    print("waiting", b.n_waiting)
    await b.reset()
    try:
        await w
    except asyncio.BrokenBarrierError as e:
        print("reset:", repr(e))
    print(b.broken, b.n_waiting)
    w = asyncio.create_task(b.wait())
    await asyncio.sleep(0)
    w.cancel()
    await asyncio.wait([w])
    print("cancelled waiter:", b.n_waiting, b.broken)
    print(sorted(await asyncio.gather(b.wait(), b.wait())))
    try:
        asyncio.Barrier(0)
    except ValueError as e:
        print("ValueError:", e)
    print(await asyncio.Barrier(1).wait())
    print(issubclass(asyncio.BrokenBarrierError, RuntimeError))


asyncio.run(main())
