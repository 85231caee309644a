# Locks, queues and events awaited later, by hand, through __await__, from tasks of their own; subclasses.
import asyncio


class Through:
    def __init__(self, coro):
        self.coro = coro

    def __await__(self):
        result = yield from self.coro.__await__()
        return ("through", result)


class Stack(asyncio.Queue):
    def _init(self, maxsize):
        self._queue = []
        self.calls = []

    def _put(self, item):
        self.calls.append("put")
        self._queue.insert(0, item)

    def _get(self):
        self.calls.append("get")
        return self._queue.pop(0)


class Counted(asyncio.PriorityQueue):
    gets = 0

    def _get(self):
        self.gets += 1
        return super()._get()


class Loud(asyncio.Lock):
    async def acquire(self):
        print("acquire")
        return await super().acquire()

    def release(self):
        print("release")
        super().release()


async def later():
    q, e, lock = asyncio.Queue(), asyncio.Event(), asyncio.Lock()
    c = q.get()
    print(c.__name__, c.__qualname__, asyncio.iscoroutine(c), type(c).__name__)
    q.put_nowait("x")
    print(await c)
    t = [asyncio.create_task(w) for w in (q.get(), e.wait(), lock.acquire(), q.join())]
    await asyncio.sleep(0)
    print([x.done() for x in t])
    q.put_nowait("y")
    e.set()
    await asyncio.sleep(0)
    print([x.done() for x in t])
    await asyncio.sleep(0)
    print([x.done() for x in t])
    q.task_done()
    q.task_done()
    print(await asyncio.gather(*t))
    print(await asyncio.gather(e.wait(), e.wait()), await asyncio.wait_for(e.wait(), 1))


async def through():
    q, lock = asyncio.Queue(), asyncio.Lock()
    t = asyncio.create_task(asyncio.wait_for(Through(q.get()), 5))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    await q.put(7)
    print(await t)
    await lock.acquire()

    async def second():
        return await Through(lock.acquire())

    t = asyncio.create_task(second())
    await asyncio.sleep(0)
    lock.release()
    print(await t, lock.locked())


async def by_hand():
    q = asyncio.Queue()
    q.put_nowait(1)
    c = q.get()
    try:
        c.send(None)
    except StopIteration as stop:
        print("at once:", stop.value)
    e = asyncio.Event()
    c = e.wait()
    waits_for = c.send(None)
    print(asyncio.isfuture(waits_for), waits_for.done(), repr(e)[-18:])
    e.set()
    await waits_for
    try:
        c.send(None)
    except StopIteration as stop:
        print("by hand:", stop.value)


async def subclasses():
    s = Stack(3)
    await s.put(1)
    s.put_nowait(2)
    getter = asyncio.create_task(s.get())
    print(await s.get(), await getter, s.calls, s.empty(), s._queue)
    p = Counted()
    for n in (3, 1, 2):
        await p.put(n)
    print(p.get_nowait(), await p.get(), p.gets, p.qsize())
    async with Loud() as nothing:
        print(nothing)

    class Ev(asyncio.Event):
        pass

    class Sem(asyncio.BoundedSemaphore):
        def __init__(self):
            super().__init__(3)
            self.name = "sem"

    e, sem = Ev(), Sem()
    e.note = "attributes may be set"
    print(e.note, sem.name, sem._value, repr(sem)[-19:], type(e).__name__)

    class Group(asyncio.TaskGroup):
        def create_task(self, coro, **kw):
            print("one more")
            return super().create_task(coro, **kw)

    async with Group() as g:
        t = g.create_task(asyncio.sleep(0, "slept"), name="n")
    print(t.result(), t.get_name())


async def main():
    for part in (later, through, by_hand, subclasses):
        print("--", part.__name__)
        await part()


asyncio.run(main())
