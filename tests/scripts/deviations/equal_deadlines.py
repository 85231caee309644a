# deviates: CPython's heap forgets the order of timers whose deadlines are equal to the last bit; here it is kept.
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
