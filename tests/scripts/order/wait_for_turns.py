# wait_for adds no turns of its own.
import asyncio


async def ticker(stop):
    i = 0
    while not stop:
        print("tick", i)
        i += 1
        await asyncio.sleep(0)


async def quick():
    print("quick runs")
    return "q"


async def yields(n):
    for _ in range(n):
        await asyncio.sleep(0)
    return n


async def main():
    for label, make in [("quick", quick), ("two yields", lambda: yields(2)), ("no limit", None)]:
        stop = []
        t = asyncio.create_task(ticker(stop))
        print("==", label)
        if make is None:
            print(await asyncio.wait_for(yields(1), None))
        else:
            print(await asyncio.wait_for(make(), 1))
        stop.append(True)
        await t
    task = asyncio.create_task(yields(0))
    await asyncio.sleep(0)
    print(await asyncio.wait_for(task, 0))
    try:
        await asyncio.wait_for(yields(1), 0)
    except TimeoutError as e:
        print("zero timeout", repr(e), repr(e.__cause__))
    try:
        await asyncio.wait_for(asyncio.sleep(1), 0.01)
    except asyncio.TimeoutError as e:
        print("timeout", repr(e), type(e.__cause__).__name__)


asyncio.run(main())
