# as_completed with real delays, errors and timeouts.
import asyncio


async def fetch(name, d, fail=False):
    await asyncio.sleep(d)
    if fail:
        raise ConnectionError(name)
    return name


async def main():
    jobs = [fetch("slow", 0.06), fetch("fast", 0.0), fetch("mid", 0.03), fetch("bad", 0.045, True)]
    for c in asyncio.as_completed(jobs):
        try:
            print(await c)
        except ConnectionError as e:
            print("error", e)
    tasks = [asyncio.create_task(fetch(n, d), name=n) for n, d in [("a", 0.04), ("b", 0.02)]]
    async for t in asyncio.as_completed(tasks):
        print(t.get_name(), t in tasks, t.result())
    ts = [asyncio.create_task(fetch("never", 5)), asyncio.create_task(fetch("soon", 0))]
    try:
        async for t in asyncio.as_completed(ts, timeout=0.02):
            print(t.result())
    except TimeoutError:
        print("timed out, still running:", [t.done() for t in ts])
    ts[0].cancel()
    await asyncio.wait(ts)
    for bad in (fetch("x", 0), 5):
        try:
            asyncio.as_completed(bad)
        except TypeError as e:
            print("TypeError:", str(e)[:60])
        if asyncio.iscoroutine(bad):
            bad.close()
    it = asyncio.as_completed([fetch("one", 0)])
    print(await next(it))
    print(next(it, "exhausted"))


asyncio.run(main())
