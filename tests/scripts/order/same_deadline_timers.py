# Timers fire by deadline; those whose deadlines differ by next to nothing in the order they were set.
# (Deadlines that are equal to the last bit leave CPython's heap in an order of its own from the third on.)
import asyncio


async def sleeper(name, delay):
    await asyncio.sleep(delay)
    print("woke", name)


async def main():
    loop = asyncio.get_running_loop()
    base = loop.time() + 0.03
    for i in range(6):
        loop.call_at(base + i * 1e-6, print, "at", i)
    loop.call_at(base - 0.02, print, "earlier")
    loop.call_at(base + 0.02, print, "later")
    h = loop.call_at(base, print, "cancelled one")
    h.cancel()
    fut = loop.create_future()
    loop.call_at(base + 0.04, fut.set_result, "all fired")
    print(await fut)
    await asyncio.gather(*(sleeper(f"s{i}", 0.02 * (3 - i)) for i in range(3)))
    print("timer is past due")
    loop.call_at(loop.time() - 1, print, "past")
    loop.call_soon(print, "soon")
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print("negative sleep", await asyncio.sleep(-1, "result"))
    print("zero sleep", await asyncio.sleep(0, "result"))


asyncio.run(main())
