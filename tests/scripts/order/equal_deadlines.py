# clock: real
# Timers with deadlines equal to the last bit: the order is that of a binary heap, as CPython keeps it.
import asyncio


async def main():
    loop = asyncio.get_running_loop()
    base = loop.time() + 0.01
    log = []
    for i in range(8):
        loop.call_at(base, log.append, i)
    loop.call_at(base - 0.005, log.append, "earlier")
    await asyncio.sleep(0.03)
    print(log)


asyncio.run(main())
