# gather: outer cancel, children that swallow, children that are shared.
import asyncio

log = []


async def child(name, swallow=False, d=5):
    try:
        await asyncio.sleep(d)
        return name
    except asyncio.CancelledError:
        log.append(f"{name} cancelled")
        if swallow:
            return f"{name} swallowed"
        raise


async def attempt(g):
    try:
        return await g
    except asyncio.CancelledError:
        return "gather cancelled"
    except Exception as e:
        return repr(e)


async def main():
    g = asyncio.gather(child("a"), child("b", True))
    await asyncio.sleep(0)
    g.cancel()
    print(await attempt(g), log, g.cancelled())
    log.clear()
    g = asyncio.gather(child("c"), child("d", True), return_exceptions=True)
    await asyncio.sleep(0)
    g.cancel()
    print(await attempt(g), log)
    log.clear()
    shared = asyncio.create_task(child("s", d=0.005))
    g1, g2 = asyncio.gather(shared, child("e", d=0)), asyncio.gather(shared, child("f", d=0))
    print(await asyncio.gather(g1, g2))
    shared = asyncio.create_task(child("t"))
    g1 = asyncio.gather(asyncio.shield(shared), child("g"))
    await asyncio.sleep(0)
    g1.cancel()
    print(await attempt(g1), log, shared.done())
    shared.cancel()
    await asyncio.wait([shared])
    log.clear()

    async def fails_late(d):
        await asyncio.sleep(d)
        raise ValueError(d)

    g = asyncio.gather(fails_late(0.001), fails_late(0.004), child("h", d=0.008))
    print(await attempt(g))
    await asyncio.sleep(0.02)
    print(g.done(), repr(g.exception()), log)
    done = asyncio.gather()
    print(done.done(), await done)
    print(g.cancel(), await attempt(asyncio.gather(child("i", d=0))))


asyncio.run(main())
