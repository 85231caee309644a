# Event.set wakes all waiters in order; clear lets later ones wait.
import asyncio


async def waiter(ev, name, after):
    print(name, "waits", ev.is_set())
    r = await ev.wait()
    print(name, "go", r, ev.is_set())
    for _ in range(after):
        await asyncio.sleep(0)
    print(name, "done")


async def main():
    ev = asyncio.Event()
    ts = [asyncio.create_task(waiter(ev, f"w{i}", 2 - i)) for i in range(3)]
    await asyncio.sleep(0)
    print("set")
    ev.set()
    ev.clear()
    print("cleared at once")
    late = asyncio.create_task(waiter(ev, "late", 0))
    await asyncio.gather(*ts)
    print("late done?", late.done())
    ev.set()
    ev.set()
    await late
    print("wait on a set event does not yield")
    asyncio.get_running_loop().call_soon(print, "callback")
    print(await ev.wait())
    print("still before the callback")
    await asyncio.sleep(0)


asyncio.run(main())
