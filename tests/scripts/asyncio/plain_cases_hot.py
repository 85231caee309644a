# Methods of asyncio's own objects in hot loops: the plain case, and what changes in the middle.
import asyncio
import contextvars


def attempt(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return f"{type(e).__name__}: {e}" if str(e) else type(e).__name__


async def queues():
    seen = []
    for make in (asyncio.Queue, asyncio.LifoQueue, asyncio.PriorityQueue):
        q = make(3)
        for i in range(900):
            if not q.full():
                q.put_nowait(900 - i)
            elif i % 7 == 0:
                seen.append(attempt(q.put_nowait, i))
            if i % 3 == 2 and not q.empty():
                seen.append(q.get_nowait())
                q.task_done()
        while q.qsize():
            seen.append(q.get_nowait())
            q.task_done()
        seen += [attempt(q.get_nowait), attempt(q.task_done), q.empty(), q.full()]
        q.put_nowait(1)
        q.shutdown()
        seen += [attempt(q.put_nowait, 2), q.get_nowait(), attempt(q.get_nowait)]
    numbers = [x for x in seen if isinstance(x, int)]
    print(len(seen), sum(numbers), sorted({str(x) for x in seen if not isinstance(x, int)}))


class Doubled(asyncio.Queue):
    def _put(self, item):
        super()._put(item)
        super()._put(item)


class Counted(asyncio.Queue):
    calls = 0

    def put_nowait(self, item):
        Counted.calls += 1
        super().put_nowait(item)


class Plain(asyncio.Queue):
    pass


async def other_queues():
    total = 0
    qs = [asyncio.Queue(), Doubled(), Counted()]
    for i in range(600):
        q = qs[0] if i < 400 else qs[i % 3]
        q.put_nowait(i)
        total += q.qsize()
        while not q.empty():
            total += q.get_nowait()
    print(total, Counted.calls)
    # a method of one object, then of the class
    q = Plain()
    out = []
    for i in range(600):
        if i == 200:
            q.put_nowait = lambda item: out.append(("object", item))
        if i == 300:
            del q.put_nowait
        if i == 400:
            Plain.qsize = lambda self: 1000
        if i == 500:
            del Plain.qsize
        q.put_nowait(i)
        if i % 100 == 0:
            out.append(q.qsize())
    print(len(out), out[0], out[2:4], out[-4:])


async def futures():
    loop = asyncio.get_running_loop()
    log = []
    for i in range(600):
        f = loop.create_future()
        f.add_done_callback(lambda f: log.append(f.done()))
        if i % 50 == 3:
            log.append(attempt(f.result))
            log.append(attempt(f.exception))
        if i % 100 == 7:
            f.set_exception(KeyError(i))
            log += [repr(f.exception()), attempt(f.result), attempt(f.set_result, 1)]
        elif i % 100 == 8:
            f.cancel("no")
            log += [f.cancelled(), f.done()]
        else:
            f.set_result(i)
            if f.result() != i or f.exception() is not None or f.cancelled() or not f.done():
                print("wrong", i)
            if i % 100 == 9:
                log.append(attempt(f.set_result, 2))
    await asyncio.sleep(0)
    print(len(log), log.count(True), [x for x in log if x is not True][:9])
    task = asyncio.create_task(asyncio.sleep(0), name="mine")
    names = set()
    for i in range(400):
        if i == 300:
            task.set_name("other")
        names.add(task.get_name())
        if i == 350:
            print(attempt(task.set_result, 1), attempt(task.result))
    await task
    print(sorted(names), task.result(), task.exception())


async def gates():
    lock, event = asyncio.Lock(), asyncio.Event()
    semaphore, bounded = asyncio.Semaphore(2), asyncio.BoundedSemaphore(1)
    woken = []

    async def waiter(i):
        await event.wait()
        async with semaphore:
            woken.append(i)

    waiters = [asyncio.create_task(waiter(i)) for i in range(5)]
    await asyncio.sleep(0)
    counts = [0, 0, 0]
    for i in range(500):
        await lock.acquire()
        counts[0] += lock.locked()
        lock.release()
        counts[1] += lock.locked()
        await bounded.acquire()
        counts[2] += bounded.locked()
        bounded.release()
        if i == 400:
            event.set()
        if i == 450:
            print(attempt(lock.release), attempt(bounded.release))
            event.clear()
        if event.is_set() != (400 <= i < 450):
            print("wrong", i)
    await asyncio.gather(*waiters)
    print(counts, woken, semaphore.locked())


async def contexts():
    var, other = contextvars.ContextVar("var", default=0), contextvars.ContextVar("other")
    total = 0
    for i in range(500):
        token = var.set(i)
        total += var.get()
        if i % 100 == 1:
            print(attempt(other.reset, token).partition(" was ")[2], attempt(other.get)[:11], other.get(5))
        var.reset(token)
        if i % 200 == 2:
            print(attempt(var.reset, token).partition(" has ")[2])
        total += var.get()
    print(total)

    async def inside(token):
        return attempt(var.reset, token).partition(" was ")[2]

    print(await asyncio.create_task(inside(var.set(1))), var.get())


class Job:
    def __init__(self, key, how):
        self.key = key
        self.how = how

    def __lt__(self, other):
        if self.how == "refuses":
            return NotImplemented
        if self.how == "odd":
            return [] if self.key >= other.key else [1]
        return (self.key, 0) < (other.key, 0)

    def __gt__(self, other):
        return other.key < self.key


async def jobs():
    for how in ("plain", "refuses", "odd"):
        q = asyncio.PriorityQueue()
        for i in range(200):
            q.put_nowait(Job(i * 37 % 101, how))
        keys = [(await q.get()).key for _ in range(200)]
        print(how, keys == sorted(keys))
    q = asyncio.PriorityQueue()
    for item in [(1, "b"), (1, "a"), (0, 5, 6), (0, 5), (True, "aa"), (2.5, None), (1 << 70, 0), (-1,)]:
        q.put_nowait(item)
    print([await q.get() for _ in range(8)])
    print((1, 2) < (1, 2, 0), (1, 2) == (1, 2, 0), (3, 1) > (2, 9), (1, 2) != (1, 2), (1,) <= (1,), () < (0,))


async def main():
    await queues()
    await other_queues()
    await futures()
    await gates()
    await contexts()
    await jobs()


asyncio.run(main())
