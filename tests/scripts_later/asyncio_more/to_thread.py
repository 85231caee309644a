# to_thread, run_in_executor.
import asyncio
import time


def block(n):
    time.sleep(0.02)
    return n * n


def fails():
    raise ValueError("in thread")


async def main():
    start = time.perf_counter()
    print(await asyncio.gather(*(asyncio.to_thread(block, i) for i in range(3))))
    loop = asyncio.get_running_loop()
    print(await loop.run_in_executor(None, block, 7))
    try:
        await asyncio.to_thread(fails)
    except ValueError as e:
        print("ValueError:", e)
    print(time.perf_counter() - start < 2)
    ticks = []

    async def tick():
        while True:
            ticks.append(1)
            await asyncio.sleep(0.005)

    t = asyncio.create_task(tick())
    await asyncio.to_thread(time.sleep, 0.05)
    t.cancel()
    print("loop kept turning:", len(ticks) > 2)


asyncio.run(main())
