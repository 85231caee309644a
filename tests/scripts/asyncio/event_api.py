# Event: set, clear, is_set, wait, many waiters, timeouts.
import asyncio


async def main():
    ev = asyncio.Event()
    print(ev.is_set())
    waiters = [asyncio.create_task(ev.wait()) for _ in range(5)]
    await asyncio.sleep(0)
    print([w.done() for w in waiters])
    ev.set()
    print(ev.is_set(), await asyncio.gather(*waiters))
    print(await ev.wait())
    ev.clear()
    print(ev.is_set())
    try:
        await asyncio.wait_for(ev.wait(), 0.005)
    except TimeoutError:
        print("nobody set it")
    asyncio.get_running_loop().call_later(0.005, ev.set)
    print(await asyncio.wait_for(ev.wait(), 1))
    ev.clear()
    t = asyncio.create_task(ev.wait())
    await asyncio.sleep(0)
    t.cancel()
    await asyncio.wait([t])
    ev.set()
    print(t.cancelled(), ev.is_set())
    print(ev.set(), ev.clear())


asyncio.run(main())
