# Stages joined by bounded queues; a sentinel ends each stage.
import asyncio

DONE = object()


async def source(out, n):
    for i in range(n):
        await out.put(i)
    await out.put(DONE)
    print("source done")


async def stage(name, f, inp, out):
    count = 0
    while (item := await inp.get()) is not DONE:
        r = f(item)
        if asyncio.iscoroutine(r):
            r = await r
        if r is not None:
            await out.put(r)
            count += 1
    await out.put(DONE)
    print(name, "passed", count)


async def sink(inp):
    out = []
    while (item := await inp.get()) is not DONE:
        out.append(item)
    return out


async def slow_square(x):
    await asyncio.sleep(0)
    return x * x


async def main():
    qs = [asyncio.Queue(maxsize=2) for _ in range(4)]
    async with asyncio.TaskGroup() as tg:
        tg.create_task(source(qs[0], 10))
        tg.create_task(stage("odd", lambda x: x if x % 2 else None, qs[0], qs[1]))
        tg.create_task(stage("square", slow_square, qs[1], qs[2]))
        tg.create_task(stage("text", "<{}>".format, qs[2], qs[3]))
        result = tg.create_task(sink(qs[3]))
    print(result.result())


async def numbers(n):
    for i in range(n):
        await asyncio.sleep(0)
        yield i


async def chunks(it, size):
    buf = []
    async for x in it:
        buf.append(x)
        if len(buf) == size:
            yield buf
            buf = []
    if buf:
        yield buf


async def mapped(f, it):
    async for x in it:
        yield f(x)


async def generators():
    async for s in mapped(sum, chunks(numbers(11), 3)):
        print("chunk sum", s)


asyncio.run(main())
asyncio.run(generators())
