# A failing task: waiter, callbacks and siblings in order.
import asyncio

log = []


async def fails(n):
    for _ in range(n):
        await asyncio.sleep(0)
    log.append(f"fails {n}")
    raise RuntimeError(n)


async def waiter(t, name):
    try:
        await t
    except RuntimeError as e:
        log.append(f"{name} caught {e}")
    finally:
        log.append(f"{name} finally")


async def main():
    t = asyncio.create_task(fails(2))
    t.add_done_callback(lambda t: log.append("callback 1"))
    ws = [asyncio.create_task(waiter(t, n)) for n in "abc"]
    await asyncio.sleep(0)
    t.add_done_callback(lambda t: log.append("callback 2"))
    await asyncio.wait([*ws])
    log.append("main after wait")
    u = asyncio.create_task(fails(0))
    g = asyncio.gather(u, asyncio.sleep(0, "x"), return_exceptions=True)
    g.add_done_callback(lambda g: log.append(f"gather callback {g.result()}"))
    log.append(f"gather result {await g}")
    await asyncio.sleep(0)
    print("\n".join(log))


asyncio.run(main())
