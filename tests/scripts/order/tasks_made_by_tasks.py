# Tasks that make tasks: breadth first, in order of creation.
import asyncio

log = []


async def node(name, depth):
    log.append(f"+{name}")
    if depth:
        kids = [asyncio.create_task(node(f"{name}{i}", depth - 1)) for i in range(2)]
        log.append(f"~{name}")
        for k in kids:
            await k
    log.append(f"-{name}")


async def fire_and_forget(n):
    log.append(f"f{n}")
    if n:
        refs.append(asyncio.create_task(fire_and_forget(n - 1)))


refs = []


async def main():
    await node("r", 2)
    print(" ".join(log))
    log.clear()
    await fire_and_forget(3)
    log.append("main goes on")
    while not all(t.done() for t in refs) or len(refs) < 3:
        await asyncio.sleep(0)
        log.append(".")
    print(" ".join(log))
    log.clear()
    async with asyncio.TaskGroup() as tg:
        for i in range(3):
            tg.create_task(node(f"g{i}", 1))
        log.append("body")
    print(" ".join(log))


asyncio.run(main())
