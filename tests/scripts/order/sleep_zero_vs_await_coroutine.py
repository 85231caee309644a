# Awaiting a coroutine does not yield; awaiting a task does.
import asyncio

log = []


async def plain(tag):
    log.append(f"{tag}:in")
    return tag


async def nested(tag, depth):
    if depth == 0:
        log.append(f"{tag}:bottom")
        await asyncio.sleep(0)
        log.append(f"{tag}:woken")
        return 0
    return 1 + await nested(tag, depth - 1)


async def other():
    for i in range(5):
        log.append(f"other:{i}")
        await asyncio.sleep(0)


async def main():
    t = asyncio.create_task(other())
    await plain("p1")
    await plain("p2")
    log.append("before task")
    await asyncio.create_task(plain("t1"))
    log.append("after task")
    depth = await nested("deep", 12)
    log.append(f"depth {depth}")
    await t
    log.append("done")


asyncio.run(main())
for i, entry in enumerate(log):
    print(i, entry)
