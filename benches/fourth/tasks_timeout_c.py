"""wait_for and asyncio.timeout, mostly not expiring, sometimes expiring."""
import asyncio


async def quick(n):
    await asyncio.sleep(0)
    return n + 1


async def never():
    await asyncio.get_running_loop().create_future()


async def stuck(cleanups):
    try:
        await never()
    finally:
        cleanups.append(1)


async def wait_for_many(n):
    total = 0
    for i in range(n):
        total += await asyncio.wait_for(quick(i), timeout=5)
    return total


async def scoped(n):
    total = 0
    for i in range(n):
        async with asyncio.timeout(10) as scope:
            total += await quick(i)
            if i % 10 == 0:
                scope.reschedule(scope.when() + 1)
        assert not scope.expired()
    return total


async def expire(k, cleanups):
    try:
        async with asyncio.timeout(0.001 * (k % 3)):
            await stuck(cleanups)
    except TimeoutError:
        return "scope"
    return "none"


async def expire_wait(k, cleanups):
    try:
        return await asyncio.wait_for(stuck(cleanups), 0.001 * (k % 4))
    except asyncio.TimeoutError:
        return "wait_for"


async def nested():
    trail = []
    try:
        async with asyncio.timeout(5):
            try:
                async with asyncio.timeout(0):
                    await never()
            except TimeoutError:
                trail.append("inner")
                await quick(1)
    except TimeoutError:
        trail.append("outer")
    return "/".join(trail)


async def main():
    print(await wait_for_many(20000))
    print(await scoped(35000))
    print(sum(await asyncio.gather(*(asyncio.wait_for(quick(i), 10) for i in range(8000)))))
    cleanups = []
    got = await asyncio.gather(*(expire(k, cleanups) for k in range(2500)),
                               *(expire_wait(k, cleanups) for k in range(2500)))
    print({name: got.count(name) for name in ("scope", "wait_for", "none")}, 0 < len(cleanups) <= 5000)
    print([await nested() for _ in range(2500)].count("inner"))


asyncio.run(main())
