# Several streams merged into one by time, windows over the merged stream.
import asyncio


async def stream(name, values, pause):
    for v in values:
        for _ in range(pause):
            await asyncio.sleep(0)
        yield name, v


async def merge(*streams):
    q, open_streams = asyncio.Queue(), len(streams)

    async def pump(s):
        try:
            async for x in s:
                await q.put(("item", x))
        except Exception as e:
            await q.put(("error", e))
        finally:
            await q.put(("end", None))

    tasks = [asyncio.create_task(pump(s)) for s in streams]
    try:
        while open_streams:
            kind, x = await q.get()
            if kind == "end":
                open_streams -= 1
            elif kind == "error":
                raise x
            else:
                yield x
    finally:
        for t in tasks:
            t.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def averages(source, size):
    window = {}
    async for name, v in source:
        w = window.setdefault(name, [])
        w.append(v)
        del w[:-size]
        yield name, sum(w) / len(w)


async def failing():
    yield "f", 1
    await asyncio.sleep(0)
    raise ConnectionError("stream broke")


async def main():
    async for name, avg in averages(merge(stream("a", [1, 2, 3, 4], 1), stream("b", [10, 20, 30], 2), stream("c", [], 1)), 2):
        print(f"{name} {avg:.1f}")
    try:
        async for x in merge(stream("a", range(9), 1), failing()):
            print(x)
    except ConnectionError as e:
        print("error", e)
    print(len(asyncio.all_tasks()))


asyncio.run(main())
