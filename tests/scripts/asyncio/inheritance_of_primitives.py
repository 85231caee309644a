# Classes derived from asyncio's own: Queue, Event, Lock, exceptions.
import asyncio


class CountingQueue(asyncio.Queue):
    def __init__(self, *a, **kw):
        super().__init__(*a, **kw)
        self.puts = 0

    async def put(self, item):
        self.puts += 1
        await super().put(item)

    def get_nowait(self):
        return ("taken", super().get_nowait())


class NamedEvent(asyncio.Event):
    def __init__(self, name):
        super().__init__()
        self.name = name

    def set(self):
        print("set", self.name)
        super().set()


class MyCancel(asyncio.CancelledError):
    pass


class Gate:
    def __init__(self):
        self.lock = asyncio.Lock()

    async def __aenter__(self):
        await self.lock.acquire()
        return self

    async def __aexit__(self, *exc):
        self.lock.release()


async def main():
    q = CountingQueue(maxsize=2)
    await q.put(1)
    await q.put(2)
    print(q.puts, await q.get(), q.get_nowait(), isinstance(q, asyncio.Queue), q.empty())
    e = NamedEvent("ready")
    t = asyncio.create_task(e.wait())
    await asyncio.sleep(0)
    e.set()
    print(await t, e.is_set(), e.name)
    g = Gate()
    async with g:
        print(g.lock.locked())
    print(g.lock.locked())

    async def raises():
        raise MyCancel("mine")

    t = asyncio.create_task(raises())
    await asyncio.wait([t])
    print(t.cancelled())
    try:
        await raises()
    except asyncio.CancelledError as e:
        print(type(e).__name__, e)


asyncio.run(main())
