# The idiom of the manual: keep background tasks in a set, discard them when done.
import asyncio

background = set()


def fire(coro, name):
    t = asyncio.create_task(coro, name=name)
    background.add(t)
    t.add_done_callback(background.discard)
    t.add_done_callback(lambda t: print(f"  {t.get_name()} over, {len(background)} left"))
    return t


async def job(n):
    for _ in range(n):
        await asyncio.sleep(0)
    return n * 10


async def main():
    for n in (3, 1, 2):
        fire(job(n), f"job-{n}")
    print("started", len(background))
    while background:
        await asyncio.sleep(0)
    print("all done")
    t = fire(job(5), "cancelled")
    await asyncio.sleep(0)
    t.cancel()
    try:
        await t
    except asyncio.CancelledError:
        print("cancelled one", t in background)
    results = await asyncio.gather(*(fire(job(n), f"g{n}") for n in range(3)))
    print(results, background)


asyncio.run(main())
