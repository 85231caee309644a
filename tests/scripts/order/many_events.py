# One hundred small tasks whose order is a checksum of the scheduler.
import asyncio

order = []


async def unit(i):
    for step in range(i % 4):
        order.append((i, step))
        await asyncio.sleep(0)
    if i % 10 == 0:
        await asyncio.gather(*(asyncio.sleep(0) for _ in range(i // 10)))
        order.append((i, "gathered"))
    if i % 7 == 0:
        await asyncio.create_task(unit(i + 1000))
        order.append((i, "sub"))
    return i


async def main():
    r = await asyncio.gather(*(unit(i) for i in range(100)))
    print(sum(r), len(order))
    for k in range(0, len(order), 9):
        print(order[k], end=" ")
    print()
    h = 0
    for a, b in order:
        h = (h * 31 + a * 7 + (b if isinstance(b, int) else len(b))) % 1_000_003
    print("checksum", h)


asyncio.run(main())
