# Two tasks pull from async generators, with and without a yield to the loop.
import asyncio


async def numbers(name, n, pause):
    for i in range(n):
        print(name, "makes", i)
        if pause:
            await asyncio.sleep(0)
        yield i
    print(name, "exhausted")


async def puller(name, agen):
    async for v in agen:
        print(name, "takes", v)
    print(name, "done")


async def main():
    await asyncio.gather(puller("A", numbers("a", 3, True)), puller("B", numbers("b", 2, False)),
                         puller("C", numbers("c", 2, True)))
    shared = numbers("s", 4, False)
    await asyncio.gather(puller("P", shared), puller("Q", shared))
    shared = numbers("t", 2, True)

    async def careful(name):
        try:
            print(name, await anext(shared))
        except RuntimeError as e:
            print(name, "RuntimeError:", e)

    await asyncio.gather(careful("one"), careful("two"))
    print([x async for x in shared])


asyncio.run(main())
