# Condition: notify(n), notify_all, wait_for, and the lock's order.
import asyncio


async def waiter(cond, name):
    async with cond:
        print(name, "waits")
        r = await cond.wait()
        print(name, "notified", r, cond.locked())
        await asyncio.sleep(0)
        print(name, "leaves")


async def until(cond, box, n):
    async with cond:
        r = await cond.wait_for(lambda: len(box) >= n and f"len {len(box)}")
        print("until", n, "->", r)


async def main():
    cond = asyncio.Condition()
    ts = [asyncio.create_task(waiter(cond, f"w{i}")) for i in range(4)]
    await asyncio.sleep(0)
    async with cond:
        print("notify 1")
        cond.notify()
    await asyncio.sleep(0)
    async with cond:
        print("notify 2")
        cond.notify(2)
    for _ in range(3):
        await asyncio.sleep(0)
    async with cond:
        print("notify all")
        cond.notify_all()
    await asyncio.gather(*ts)
    box = []
    us = [asyncio.create_task(until(cond, box, n)) for n in (3, 1, 2)]
    for i in range(3):
        await asyncio.sleep(0)
        async with cond:
            box.append(i)
            print("box", box)
            cond.notify_all()
    await asyncio.gather(*us)
    for act in (cond.notify, cond.notify_all):
        try:
            act()
        except RuntimeError as e:
            print("RuntimeError:", e)
    try:
        await cond.wait()
    except RuntimeError as e:
        print("RuntimeError:", e)


asyncio.run(main())
