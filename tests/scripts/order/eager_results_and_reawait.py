# Done tasks awaited again, futures done before the await, gather of done things.
import asyncio


async def val(v):
    return v


async def main():
    log = []
    loop = asyncio.get_running_loop()
    t = asyncio.create_task(val(1))
    await t
    loop.call_soon(log.append, "callback")
    log.append(await t)
    log.append(await t)
    log.append("no turn passed")
    await asyncio.sleep(0)
    f = loop.create_future()
    f.set_result("done")
    loop.call_soon(log.append, "callback 2")
    log.append(await f)
    g = asyncio.gather(t, f)
    log.append(g.done())
    loop.call_soon(log.append, "callback 3")
    log.append(await g)
    log.append(await asyncio.wait_for(t, 1))
    log.append(await asyncio.shield(t))
    done, pending = await asyncio.wait([t, f])
    log.append((len(done), len(pending)))
    async with asyncio.timeout(5):
        log.append(await t)
    loop.call_soon(log.append, "callback 4")
    log.append(await asyncio.sleep(-5, "negative"))
    for c in asyncio.as_completed([t]):
        log.append(await c)
    async with asyncio.TaskGroup() as tg:
        loop.call_soon(log.append, "callback 5")
    log.append("empty group")
    await asyncio.sleep(0)
    for x in log:
        print(x)


asyncio.run(main())
