# Short ways of timeouts, task groups, callbacks and futures at their borders.
import asyncio


class Odd(asyncio.Timeout):
    pass


class Number:
    def __init__(self, value):
        self.value = value

    def __radd__(self, other):
        return other + self.value

    def __add__(self, other):
        return self.value + other


def told(error):
    return f"{type(error).__name__}: {error}"


async def timeouts():
    loop = asyncio.get_running_loop()
    for delay in (None, 10, 10.5, True):
        async with asyncio.timeout(delay) as cm:
            print(delay is None, cm.when() is None, cm.expired())
            await asyncio.sleep(0)
        print(cm.expired())
    for delay in ("a", [], object()):
        try:
            async with asyncio.timeout(delay):
                print("entered")
        except TypeError as e:
            print(type(e).__name__)
    cm = asyncio.timeout(5)
    try:
        cm.reschedule(3)
    except RuntimeError as e:
        print(told(e))
    async with cm as same:
        print(same is cm)
        cm.reschedule(None)
        print(cm.when())
        cm.reschedule(loop.time() + 100)
        cm.reschedule(7 ** 30)
        try:
            cm.reschedule("x")
        except TypeError as e:
            print("TypeError")
        cm.reschedule(None)
    for again in (cm.__aenter__, lambda: cm.reschedule(1)):
        try:
            r = again()
            if r is not None:
                await r
        except RuntimeError as e:
            print(told(e))
    # one that is due at once, and one that was put off in time
    try:
        async with asyncio.timeout(0):
            await asyncio.sleep(10)
    except TimeoutError as e:
        print("late", type(e.__cause__).__name__)
    try:
        async with asyncio.timeout_at(loop.time() - 1) as cm:
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            print("not here")
    except TimeoutError:
        print("late", cm.expired())
    async with asyncio.timeout_at(loop.time() - 1) as cm:
        cm.reschedule(loop.time() + 10)
        await asyncio.sleep(0)
        await asyncio.sleep(0)
    print("in time", cm.expired())
    async with asyncio.timeout(10) as cm:
        cm.reschedule(loop.time() - 1)
        cm.reschedule(None)
        await asyncio.sleep(0)
        await asyncio.sleep(0)
    print("put off", cm.expired())
    try:
        async with asyncio.timeout(10):
            async with asyncio.timeout(0):
                await asyncio.sleep(5)
    except TimeoutError:
        print("inner")
    # entered by hand
    cm = asyncio.timeout(10)
    print(await cm.__aenter__() is cm, await cm.__aexit__(None, None, None))
    async with Odd(None) as odd:
        print(type(odd).__name__, odd.when())
    try:
        async with asyncio.timeout(10):
            raise KeyError(1)
    except KeyError as e:
        print(told(e))


async def nothing():
    return 1


async def bad(n):
    raise ValueError(n)


async def groups():
    async with asyncio.TaskGroup() as g:
        pass
    for use in (g.create_task,):
        c = nothing()
        try:
            use(c)
        except RuntimeError as e:
            print(told(e))
    try:
        async with g:
            pass
    except RuntimeError as e:
        print(told(e))
    g = asyncio.TaskGroup()
    c = nothing()
    try:
        g.create_task(c)
    except RuntimeError as e:
        print(told(e))
    # all tasks have ended before the body does
    async with asyncio.TaskGroup() as g:
        t = g.create_task(nothing(), name="first")
        u = g.create_task(nothing(), name="second", context=None)
        await t
        await u
    print(t.result(), u.get_name())
    # a task has failed before the body ends
    try:
        async with asyncio.TaskGroup() as g:
            g.create_task(bad(1))
            try:
                await asyncio.sleep(10)
            except asyncio.CancelledError:
                print("struck")
                raise
    except* ValueError as eg:
        print([told(e) for e in eg.exceptions])
    try:
        async with asyncio.TaskGroup() as g:
            g.create_task(bad(2))
            try:
                await asyncio.sleep(10)
            except asyncio.CancelledError:
                print("swallowed")
    except* ValueError as eg:
        print([told(e) for e in eg.exceptions], asyncio.current_task().cancelling())
    # the parent is cancelled from outside as the group ends
    async def parent():
        async with asyncio.TaskGroup() as g:
            g.create_task(asyncio.sleep(0))
            asyncio.current_task().cancel("outside")
        print("not here")

    try:
        await asyncio.create_task(parent())
    except asyncio.CancelledError as e:
        print("cancelled", e.args)

    async def empty_parent():
        async with asyncio.TaskGroup():
            asyncio.current_task().cancel()
        print("left")
        await asyncio.sleep(0)
        print("not here")

    try:
        await asyncio.create_task(empty_parent())
    except asyncio.CancelledError:
        print("cancelled at the next await")
    for args, kwargs in (((1,), {}), ((), {"x": 1})):
        try:
            asyncio.TaskGroup(*args, **kwargs)
        except TypeError:
            print("TypeError")


class Callable:
    def __call__(self, *args):
        print("called", args)


async def callbacks():
    loop = asyncio.get_running_loop()
    log = []
    handles = [loop.call_soon(log.append, 1), loop.call_soon(log.extend, [2, 3])]
    handles.append(loop.call_soon(print, "none", end="!\n") if False else loop.call_soon(print))
    handles.append(loop.call_soon(Callable()))
    handles.append(loop.call_soon(Callable(), 1, 2))
    handles.append(loop.call_soon(log.append, None, context=None))
    handles.append(loop.call_soon(lambda: log.append("lambda")))
    handles.append(loop.call_soon(lambda x=5: log.append(x)))
    handles.append(loop.call_soon(lambda *a: log.append(a), ()))
    dead = loop.call_soon(log.append, "dead")
    dead.cancel()
    dead.cancel()
    print(dead.cancelled(), log)
    await asyncio.sleep(0)
    print(log)
    loop.call_later(0, log.append, "later")
    loop.call_at(loop.time(), log.append, "at")
    never = loop.call_later(100, log.append, "never")
    never.cancel()
    while len(log) < 8:
        await asyncio.sleep(0)
    print(log[-2:])
    loop.set_exception_handler(lambda loop, context: print("handler", told(context["exception"])))
    loop.call_soon(log.append)
    loop.call_soon(log.pop, "x")
    loop.call_soon([].pop)
    await asyncio.sleep(0)
    loop.set_exception_handler(None)
    f = loop.create_future()
    for e in (StopIteration, StopIteration(1), 3, "x", ValueError, KeyError("k")):
        f = loop.create_future()
        try:
            f.set_exception(e)
            print(repr(f.exception()))
        except Exception as error:
            print(told(error))
            f.cancel()
    try:
        f.set_exception(ValueError())
    except asyncio.InvalidStateError as e:
        print(told(e))
    t = asyncio.create_task(nothing())
    try:
        t.set_exception(ValueError())
    except RuntimeError as e:
        print(told(e))
    await t
    t = asyncio.create_task(nothing(), name=17)
    print(t.get_name())
    u = asyncio.create_task(nothing())
    v = asyncio.create_task(nothing())
    a, b = u.get_name(), v.get_name()
    print(a[:5], int(b[5:]) - int(a[5:]), a == u.get_name())
    u.set_name("new")
    print(u.get_name())
    await asyncio.gather(t, u, v)


async def main():
    await timeouts()
    await groups()
    await callbacks()


asyncio.run(main())
loop = asyncio.new_event_loop()
loop.close()
try:
    loop.call_soon(print)
except RuntimeError as e:
    print(told(e))
try:
    loop.call_soon(print, 1)
except RuntimeError as e:
    print(told(e))
