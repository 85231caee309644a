# Plain generators, coroutines and async generators shared between tasks.
import asyncio

log = []


def plain():
    for i in range(6):
        log.append(f"make {i}")
        yield i


async def taker(name, it, n):
    for _ in range(n):
        log.append(f"{name} {next(it)}")
        await asyncio.sleep(0)


async def agen():
    try:
        for i in range(4):
            yield i
            await asyncio.sleep(0)
    finally:
        log.append("agen closed")


async def use(name):
    g = agen()
    try:
        async for v in g:
            log.append(f"{name}{v}")
            if v == 1 and name == "x":
                break
    finally:
        await g.aclose()
    return name


async def main():
    g = plain()
    await asyncio.gather(taker("p", g, 3), taker("q", g, 3))
    print(" | ".join(log))
    log.clear()
    print(await asyncio.gather(use("x"), use("y")))
    print(" | ".join(log))
    log.clear()
    r = [v async for v in agen()]
    log.append(str(r))
    print(log)


asyncio.run(main())
