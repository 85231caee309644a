# A queue wrapped as an async iterator with an end, used by several readers.
import asyncio


class Channel:
    _end = object()

    def __init__(self, size=0):
        self.q = asyncio.Queue(size)
        self.closed = False

    async def send(self, v):
        if self.closed:
            raise RuntimeError("send on a closed channel")
        await self.q.put(v)

    async def close(self):
        self.closed = True
        await self.q.put(self._end)

    def __aiter__(self):
        return self

    async def __anext__(self):
        v = await self.q.get()
        if v is self._end:
            self.q.put_nowait(self._end)
            raise StopAsyncIteration
        return v


async def reader(ch, name, out):
    async for v in ch:
        out.append((name, v))
        await asyncio.sleep(0)
    out.append((name, "end"))


async def main():
    ch, out = Channel(), []
    rs = [asyncio.create_task(reader(ch, n, out)) for n in "xyz"]
    for i in range(7):
        await ch.send(i)
    await ch.close()
    try:
        await ch.send(99)
    except RuntimeError as e:
        print(e)
    await asyncio.gather(*rs)
    print(out)
    print(sorted(v for n, v in out if v != "end"), [v async for v in ch])
    small, got = Channel(1), []

    async def feed():
        for c in "abc":
            await small.send(c)
            got.append(f"sent {c}")
        await small.close()

    t = asyncio.create_task(feed())
    async for c in small:
        got.append(f"got {c}")
    await t if not t.done() else None
    print(got)


asyncio.run(main())
