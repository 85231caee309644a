# sleep: result, order, zero, nan, errors.
import asyncio
import time


async def main():
    print(await asyncio.sleep(0), await asyncio.sleep(0.001, "r"), await asyncio.sleep(0, result=[1]))
    t0 = time.perf_counter()
    await asyncio.gather(*(asyncio.sleep(0.03) for _ in range(50)))
    print(0.025 < time.perf_counter() - t0 < 0.5)
    for bad in ("1", None, [1]):
        try:
            await asyncio.sleep(bad)
        except TypeError as e:
            print("TypeError:", e)
    try:
        await asyncio.sleep(float("nan"))
    except ValueError as e:
        print("ValueError:", e)
    try:
        await asyncio.sleep()
    except TypeError as e:
        print("TypeError:", e)
    order = []

    async def s(d):
        await asyncio.sleep(d)
        order.append(d)

    await asyncio.gather(*(s(d / 50) for d in (3, 1, 2, 0)))
    print(order)
    print(await asyncio.gather(asyncio.sleep(0.01, 1), asyncio.sleep(0, 2)))
    print(await asyncio.sleep(True, "true is one second?") if False else "skipped")


asyncio.run(main())
