"""`with` and `async with`: every shape of __enter__ and __exit__, hot; errors, subclasses of the library's primitives."""
import asyncio

log = []


class Star:
    def __enter__(self, *a):
        return a

    def __exit__(self, *exc):
        log.append(exc)


class Named:
    def __enter__(self):
        return 2

    def __exit__(self, exc_type, exc, tb):
        return exc_type is KeyError


class Defaults:
    def __enter__(self, x=7):
        return x

    def __exit__(self, exc_type=1, exc=2, tb=3, more=4):
        log.append((exc_type, exc, tb, more))


class Rest:
    def __enter__(self):
        return self

    def __exit__(self, exc_type, *rest):
        log.append((exc_type, rest))


class Both:
    def __enter__(self):
        return self

    def __exit__(self, *exc, **kw):
        log.append((exc, kw))


class Static:
    @staticmethod
    def __enter__():
        return "static"

    @classmethod
    def __exit__(cls, *exc):
        log.append((cls.__name__, exc))


class Instances:
    class Call:
        def __call__(self, *a):
            log.append(len(a))
            return "called"

    __enter__ = Call()
    __exit__ = Call()


class AStar:
    async def __aenter__(self):
        return 1

    async def __aexit__(self, *exc):
        log.append(exc)
        if self is never:
            await asyncio.sleep(0)


class ASlow(AStar):
    async def __aenter__(self):
        await asyncio.sleep(0)
        return self

    async def __aexit__(self, *exc):
        await asyncio.sleep(0)
        return exc[0] is ValueError


class ANamed:
    async def __aenter__(self):
        return 2

    async def __aexit__(self, exc_type, exc, tb):
        return exc_type is KeyError


class APlain:
    """Plain functions that give awaitables."""

    def __aenter__(self):
        return asyncio.sleep(0, "entered")

    def __aexit__(self, *exc):
        return waiting(exc)


never = None
SYNC = [Star, Named, Defaults, Rest, Both, Static, Instances]
ASYNC = [AStar, ASlow, ANamed, APlain]


async def waiting(exc):
    return False


def once(o):
    with o as x:
        pass
    return x if isinstance(x, (int, str, tuple)) else type(x).__name__


def failing(o):
    try:
        with o:
            raise KeyError(1)
    except KeyError as e:
        return "out"
    return "kept"


async def mixed(o):
    with o as x:
        pass
    return x if isinstance(x, (int, str, tuple)) else type(x).__name__


async def aonce(o):
    async with o as x:
        pass
    return x if isinstance(x, (int, str, tuple)) else type(x).__name__


async def afailing(o, e):
    try:
        async with o:
            raise e("x")
    except (KeyError, ValueError) as got:
        return "out"
    return "kept"


async def main():
    for cls in SYNC:
        o = cls()
        for _ in range(120):
            log.clear()
            r = once(o), failing(o), await mixed(o)
        print(cls.__name__, r, [e if isinstance(e, int) else [x if x is None or isinstance(x, (int, str, dict)) else "…" for x in e] for e in log])
    for cls in ASYNC:
        o = cls()
        for _ in range(120):
            log.clear()
            r = await aonce(o), await afailing(o, KeyError), await afailing(o, ValueError)
        print(cls.__name__, r, [[x is None for x in e] for e in log])


class OwnLock(asyncio.Lock):
    async def acquire(self):
        log.append("acquire")
        return await super().acquire()

    def release(self):
        log.append("release")
        super().release()


class OwnSemaphore(asyncio.Semaphore):
    def __init__(self, n):
        super().__init__(n)
        self.name = "mine"

    async def __aexit__(self, *exc):
        log.append(exc[0])
        return await super().__aexit__(*exc)


class OwnCondition(asyncio.Condition):
    pass


async def primitives():
    for make in (asyncio.Lock, OwnLock, lambda: asyncio.Semaphore(2), lambda: OwnSemaphore(2),
                 lambda: asyncio.BoundedSemaphore(1), asyncio.Condition, OwnCondition,
                 lambda: asyncio.Condition(OwnLock())):
        o = make()
        out = []
        for i in range(130):
            log.clear()
            async with o as x:
                out.append(o.locked())
            got = await o.acquire()
            o.release()
            try:
                async with o:
                    raise ValueError
            except ValueError:
                pass
        print(type(o).__name__, out.count(True), x, got, o.locked(), log, getattr(o, "name", None))
        try:
            async with o:
                o.release()
        except (RuntimeError, ValueError) as e:
            print(type(e).__name__, e)
    for make in (asyncio.Lock, lambda: asyncio.Semaphore(1), asyncio.Condition):
        o, order = make(), []

        async def user(k):
            for j in range(60):
                async with o:
                    order.append(k)
                    if j % 7 == k:
                        await asyncio.sleep(0)

        await asyncio.gather(*(user(k) for k in range(4)))
        print(len(order), order[:24], order[-9:])
    late = asyncio.Lock()
    manager = late.__aenter__()
    await manager
    print(late.locked(), await late.__aexit__(None, None, None), late.locked())


async def made():
    class Mine(asyncio.Queue):
        def _put(self, item):
            super()._put(-item)

    class Sized(asyncio.LifoQueue):
        def __init__(self, n):
            super().__init__(n + 1)

    class Quiet(asyncio.Event):
        pass

    for make in (asyncio.Queue, asyncio.LifoQueue, asyncio.PriorityQueue, Mine, Sized, lambda n: asyncio.Queue(maxsize=n),
                 asyncio.Semaphore, asyncio.BoundedSemaphore):
        for n in (0, 3, -1, 700):
            for _ in range(40):
                try:
                    o = make(n)
                    r = getattr(o, "maxsize", None), getattr(o, "_value", None), type(o).__name__
                except (TypeError, ValueError, AttributeError) as e:
                    r = type(e).__name__, str(e)
            print(r)
    for make in asyncio.Lock, asyncio.Event, asyncio.Condition, asyncio.Queue, Quiet, Mine, asyncio.Semaphore:
        kept = [make() for _ in range(130)]
        print(type(kept[-1]).__name__, len(set(map(id, kept))), all(type(k) is make for k in kept))
    for make in asyncio.Lock, asyncio.Event, asyncio.Queue, Sized:
        try:
            for _ in range(60):
                make(1, 2)
        except TypeError as e:
            print(type(e).__name__)
    q = Mine()
    q.put_nowait(3)
    print(await q.get())
    e = Quiet()
    for _ in range(130):
        e.set()
        r = await e.wait()
    print(r)


async def pairs():
    """Awaits of what is at hand, and of what is not, at the same places."""
    for cls in asyncio.Queue, asyncio.LifoQueue, asyncio.PriorityQueue:
        q, got = cls(3), []

        async def consumer():
            while (x := await q.get()) != 999:
                got.append(x)
                q.task_done()
                if x % 5 == 0:
                    await asyncio.sleep(0)
            q.task_done()

        t = asyncio.create_task(consumer())
        for i in range(150):
            r = await q.put(i * 7 % 50)
        await q.put(999)
        await q.join()
        await t
        print(cls.__name__, r, len(got), got[:20], q.qsize())
        q.shutdown()
        for call in q.get, lambda: q.put(1), q.join:
            for _ in range(3):
                try:
                    print(await call(), end=" ")
                except asyncio.QueueShutDown as e:
                    print(repr(e), end=" ")
        print()
    for f in (lambda: asyncio.Queue().get_nowait(), lambda: full.put_nowait(2)):
        full = asyncio.Queue(1)
        full.put_nowait(1)
        for _ in range(3):
            try:
                f()
            except (asyncio.QueueEmpty, asyncio.QueueFull) as e:
                print(repr(e), e.args)


for part in main, primitives, made, pairs:
    print("--", part.__name__)
    asyncio.run(part())
