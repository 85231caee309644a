"""as_completed and asyncio.wait in all modes over mixed tasks and futures."""
import asyncio
import random


async def job(steps, value):
    for _ in range(steps):
        await asyncio.sleep(0)
    if value % 50 == 49:
        raise RuntimeError(value)
    return value


async def completed_demo(rng, size):
    check = errors = 0
    for coro in asyncio.as_completed([job(rng.randrange(6), rng.randrange(1000))
                                      for _ in range(size)]):
        try:
            check += await coro
        except RuntimeError:
            errors += 1
    tasks = [asyncio.create_task(job(i % 5, i)) for i in range(size // 2)]
    async for t in asyncio.as_completed(tasks):
        if t.exception() is None:
            check += t.result()
        else:
            errors += 1
    return check, errors


async def first_completed(rng, size):
    pending = {asyncio.create_task(job(rng.randrange(12), i)) for i in range(size)}
    rounds = total = 0
    while pending:
        done, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
        rounds += 1
        for t in done:
            if t.exception() is None:
                total += t.result()
    return rounds, total


async def first_exception(rng, size):
    tasks = [asyncio.create_task(job(rng.randrange(4), rng.randrange(100)))
             for _ in range(size)]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
    for t in pending:
        t.cancel()
    if pending:
        await asyncio.wait(pending)
    return sum(1 for t in tasks if not t.cancelled() and t.exception() is None)


async def racing(n):
    loop = asyncio.get_running_loop()
    slow = loop.create_future()
    fast = loop.create_task(job(1, n))
    done, pending = await asyncio.wait([slow, fast], timeout=30,
                                       return_when=asyncio.FIRST_COMPLETED)
    for p in pending:
        p.cancel()
    return len(done) * 10 + len(pending)


async def main():
    rng = random.Random(5)
    check = errors = 0
    for _ in range(100):
        c, e = await completed_demo(rng, 150)
        check += c
        errors += e
    print("as_completed", check, errors)
    rounds = [await first_completed(rng, 120) for _ in range(120)]
    print("first_completed", sum(r for r, _ in rounds), sum(t for _, t in rounds))
    print("first_exception", sum([await first_exception(rng, 60) for _ in range(150)]))
    print("racing", sum(await asyncio.gather(*(racing(i % 49) for i in range(7500)))))


asyncio.run(main())
