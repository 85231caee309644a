# stress: 997
# steps of tasks that go on plainly, and what keeps them from that: cancellation, failure, contexts, handled
# exceptions, coroutines driven by hand, primitives of subclasses, functions replaced while hot
import asyncio
import contextvars

HOT = 400
var = contextvars.ContextVar("var", default=0)


async def turns(log, name, n):
    for i in range(n):
        await asyncio.sleep(0)
        if i % 100 == 99:
            log.append(f"{name}{i}")
    return name


async def switching():
    log = []
    names = await asyncio.gather(*(turns(log, c, HOT) for c in "abc"))
    print(names, log)


async def cancelled_between():
    async def stubborn(seen):
        caught = 0
        while caught < 3:
            try:
                await asyncio.sleep(0)
            except asyncio.CancelledError as e:
                caught += 1
                seen.append(e.args)
        return caught

    async def own():
        asyncio.current_task().cancel("by itself")
        await asyncio.sleep(0)

    seen = []
    task = asyncio.create_task(stubborn(seen))
    for i in range(HOT):
        await asyncio.sleep(0)
        if i % 150 == 50:
            task.cancel(f"round {i}")
    print(await task, seen)
    try:
        await asyncio.create_task(own())
    except asyncio.CancelledError as e:
        print("cancelled", e.args)


async def contexts():
    async def counts(n):
        for i in range(n):
            var.set(var.get() + 1)
            await asyncio.sleep(0)
            if i % 7 == 0:
                await asyncio.create_task(leaf(i))
        return var.get()

    async def leaf(i):
        before = var.get()
        var.set(-i)
        await asyncio.sleep(0)
        assert var.get() == -i
        return before

    print(await asyncio.gather(*(counts(n) for n in (10, 20, 30))), var.get())


async def handling():
    async def inside(n):
        try:
            raise KeyError(n)
        except KeyError:
            await asyncio.sleep(0)
            try:
                raise ValueError(n)
            except ValueError as e:
                await asyncio.sleep(0)
                kept = e
            await asyncio.sleep(0)
            try:
                raise
            except KeyError as e:
                return e.args, kept.args, type(kept.__context__).__name__

    results = [await asyncio.create_task(inside(n)) for n in range(50)]
    print(results[0], results[-1], len(set(results)))


async def futures():
    loop = asyncio.get_running_loop()

    async def waits(f):
        try:
            return await f
        except ValueError as e:
            return "failed", e.args
        except asyncio.CancelledError as e:
            return "cancelled", e.args

    out = []
    for i in range(HOT // 4):
        f = loop.create_future()
        tasks = [asyncio.create_task(waits(f)) for _ in range(2)]
        await asyncio.sleep(0)
        if i % 4 == 0:
            f.set_exception(ValueError(i))
        elif i % 4 == 1:
            f.cancel(f"m{i}")
        else:
            f.set_result(i)
            if i % 4 == 3:
                tasks[0].cancel("late")
        out.append([await t for t in tasks])
    print(out[:4], out[-4:])


class Slow:
    def __init__(self, n):
        self.n = n

    def __await__(self):
        for _ in range(self.n):
            yield
        return self.n


async def own_awaitables():
    total = 0
    for i in range(HOT // 4):
        total += await Slow(i % 5)
    print(total)


async def by_hand():
    async def leaf(event, lock, queue):
        await asyncio.sleep(0)
        await event.wait()
        async with lock:
            return await queue.get()

    event, lock, queue = asyncio.Event(), asyncio.Lock(), asyncio.Queue()
    for i in range(60):
        coro = leaf(event, lock, queue)
        steps = [coro.send(None)]
        if i % 3 == 0:
            event.clear()
        else:
            event.set()
        await queue.put(i)
        try:
            got = coro.send(None)
            steps.append(type(got).__name__)
            got.cancel()
            coro.close()
        except StopIteration as e:
            steps.append(e.value)
        if i % 20 < 2:
            print(steps, queue.qsize())
        while queue.qsize():
            queue.get_nowait()


class Bell(asyncio.Event):
    rung = 0

    async def wait(self):
        Bell.rung += 1
        return await super().wait()


class Polite(asyncio.Lock):
    async def acquire(self):
        await asyncio.sleep(0)
        return await super().acquire()


async def primitives(event, lock, semaphore, rounds):
    log = []

    async def waiter(name):
        for i in range(rounds):
            await event.wait()
            event.clear()
            async with lock:
                await asyncio.sleep(0)
                async with semaphore:
                    log.append(f"{name}{i}")
                    await asyncio.sleep(0)

    async def setter(tasks):
        while not all(t.done() for t in tasks):
            event.set()
            await asyncio.sleep(0)

    tasks = [asyncio.create_task(waiter(c)) for c in "xyz"]
    await setter(tasks)
    print(len(log), log[:6], log[-3:], event.is_set(), lock.locked(), semaphore.locked())


async def cancelled_waiters():
    lock, semaphore, event = asyncio.Lock(), asyncio.Semaphore(2), asyncio.Event()
    condition, queue = asyncio.Condition(), asyncio.Queue(1)
    log = []

    async def user(name, how):
        try:
            for i in range(4):
                if how == 0:
                    async with lock:
                        await asyncio.sleep(0)
                elif how == 1:
                    async with semaphore:
                        await asyncio.sleep(0)
                elif how == 2:
                    await event.wait()
                    await asyncio.sleep(0)
                elif how == 3:
                    async with condition:
                        condition.notify()
                        if i % 2 == 0:
                            await condition.wait()
                else:
                    await queue.put(i)
                    await asyncio.sleep(0)
                    await queue.get()
        except asyncio.CancelledError as e:
            log.append((name, "cancelled", *e.args))
            raise
        finally:
            log.append((name, "left"))

    for how in range(5):
        for victim in range(4):
            event.clear()
            tasks = [asyncio.create_task(user(f"{how}{n}", how)) for n in range(4)]
            for _ in range(victim):
                await asyncio.sleep(0)
            tasks[victim].cancel("victim")
            event.set()
            for _ in range(60):
                await asyncio.sleep(0)
                if condition._waiters:
                    async with condition:
                        condition.notify_all()
            for t in tasks:
                t.cancel()
            results = await asyncio.gather(*tasks, return_exceptions=True)
            log.append(tuple(type(r).__name__ for r in results))
            while not queue.empty():
                queue.get_nowait()
        print(how, len(log), log[-5:], lock.locked(), semaphore._value, condition.locked())
        log.clear()


async def conditions():
    condition, state, log = asyncio.Condition(), [0], []

    async def player(me):
        for _ in range(HOT // 4):
            async with condition:
                while state[0] != me:
                    await condition.wait()
                state[0] = (me + 1) % 3
                condition.notify_all()
        log.append(me)

    await asyncio.gather(*(player(n) for n in range(3)))
    try:
        await condition.wait()
    except RuntimeError as e:
        print(log, state, e)


async def queues():
    for kind in asyncio.Queue, asyncio.LifoQueue, asyncio.PriorityQueue:
        queue, got = kind(2), []

        async def producer(base):
            for i in range(40):
                await queue.put((base * i) % 11)

        async def consumer():
            while True:
                got.append(await queue.get())
                queue.task_done()

        consumers = [asyncio.create_task(consumer()) for _ in range(2)]
        await asyncio.gather(producer(3), producer(5))
        await queue.join()
        for c in consumers:
            c.cancel()
        print(kind.__name__, len(got), sum(got), got[:8])


async def barriers():
    barrier, out = asyncio.Barrier(3), []

    async def party(me):
        for i in range(30):
            out.append(await barrier.wait())

    await asyncio.gather(*(party(n) for n in range(3)))
    print(out[:6], sum(out), barrier.n_waiting)


async def replaced():
    async def steps(n):
        for i in range(n):
            await asyncio.sleep(0)

    real, calls = asyncio.sleep, []

    async def fake(delay, result=None):
        calls.append(delay)
        return await real(delay, result)

    await steps(HOT)
    asyncio.sleep = fake
    await steps(5)
    asyncio.sleep = real
    await steps(5)
    print(calls)
    for odd in (True, False, -1, 0.0, 1e-9, 1 << 70):
        if odd == 1 << 70:
            task = asyncio.create_task(real(odd))
            await real(0)
            task.cancel()
            print(await asyncio.gather(task, return_exceptions=True))
        else:
            print(odd, await real(odd if odd is not True else 0.001, "done"))


async def bad_delays():
    async def nap(delay):
        await asyncio.sleep(delay)

    for delay in [0] * 200 + ["x", None, float("nan"), [], 0]:
        try:
            await nap(delay)
        except (TypeError, ValueError) as e:
            print(type(e).__name__, e)


async def eager():
    async def steps(n):
        for _ in range(n):
            await asyncio.sleep(0)
        return n

    loop = asyncio.get_running_loop()
    loop.set_task_factory(asyncio.eager_task_factory)
    print(await asyncio.gather(*(asyncio.create_task(steps(n)) for n in range(5))))
    loop.set_task_factory(None)


async def main():
    await switching()
    await cancelled_between()
    await contexts()
    await handling()
    await futures()
    await own_awaitables()
    await by_hand()
    await primitives(asyncio.Event(), asyncio.Lock(), asyncio.Semaphore(2), 20)
    await primitives(Bell(), Polite(), asyncio.BoundedSemaphore(1), 20)
    print(Bell.rung > 0)
    await cancelled_waiters()
    await conditions()
    await queues()
    await barriers()
    await replaced()
    await bad_delays()
    await eager()


asyncio.run(main())
