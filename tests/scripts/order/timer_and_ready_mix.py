# Timers that are due join the queue behind what is ready already.
import asyncio
import time


async def main():
    loop = asyncio.get_running_loop()
    log = []
    loop.call_later(0.01, log.append, "timer 10ms")
    loop.call_later(0.01, lambda: loop.call_soon(log.append, "soon from timer"))
    loop.call_later(0.0101, log.append, "timer 10.1ms")
    loop.call_soon(log.append, "soon 1")
    time.sleep(0.02)
    loop.call_soon(log.append, "soon 2")
    t = asyncio.create_task(asyncio.sleep(0))
    log.append("blocked for 20 ms, now yielding")
    await asyncio.sleep(0)
    log.append("after first yield")
    await asyncio.sleep(0)
    log.append("after second yield")
    await asyncio.sleep(0)
    log.append("after third yield")
    await t
    print("\n".join(log))
    log.clear()
    for i in range(5):
        loop.call_later(0.01 * (5 - i), log.append, f"later {5 - i}")
    await asyncio.sleep(0.08)
    print(log)
    order = []

    async def s(i, d):
        await asyncio.sleep(d)
        order.append(i)

    await asyncio.gather(*(s(i, (i * 7 % 5) * 0.02) for i in range(5)))
    print(order)


asyncio.run(main())
