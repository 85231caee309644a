# A turn runs what was ready when it began; what is added waits for the next.
import asyncio


async def main():
    loop = asyncio.get_running_loop()
    log = []

    def chain(name, n):
        log.append(f"{name}{n}")
        if n:
            loop.call_soon(chain, name, n - 1)

    loop.call_soon(chain, "a", 3)
    loop.call_soon(chain, "b", 1)

    async def t(name, n):
        for i in range(n):
            log.append(f"{name}{i}")
            await asyncio.sleep(0)

    x = asyncio.create_task(t("x", 3))
    loop.call_soon(chain, "c", 2)
    y = asyncio.create_task(t("y", 2))
    for i in range(6):
        log.append(f"|{i}|")
        await asyncio.sleep(0)
    print(" ".join(log))
    log.clear()
    h = [loop.call_soon(log.append, i) for i in range(4)]
    h[1].cancel()
    loop.call_soon(h[3].cancel)
    loop.call_soon(lambda: [k.cancel() for k in h])
    await asyncio.sleep(0)
    print(log)
    log.clear()
    a = loop.call_soon(lambda: b.cancel())
    b = loop.call_soon(log.append, "cancelled in the same turn")
    c = loop.call_later(0, log.append, "later 0")
    d = loop.call_soon(log.append, "soon")
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print(log, a.cancelled(), b.cancelled(), c.cancelled(), d.cancelled())


asyncio.run(main())
