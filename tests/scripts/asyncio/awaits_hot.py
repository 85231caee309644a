# Awaits of all kinds, often enough to be translated, with what is rare among them.
import asyncio

N = 400


async def one(x, y=10, *, z=100):
    return x + y + z


async def plain(x, y=1, w=2):
    if x % 100 == 99:
        await asyncio.sleep(0)
    return x * y + w


class Base:
    def __init__(self, k):
        self.k = k

    @property
    def double(self):
        return self.k * 2

    async def step(self, x, y=5):
        return self.k + x + y

    def plain_step(self, x):
        return self.k - x


class Derived(Base):
    async def step(self, x, y=7):
        return await super().step(x) + await super().step(x, y) + super().plain_step(x) + self.double

    async def twice(self, x):
        return await super().step(x, y=x)


class Generated:
    def __init__(self, n):
        self.n = n

    def __await__(self):
        got = []
        for _ in range(self.n):
            got.append((yield))
        return self.n, got


class Returned:
    def __init__(self, what):
        self.what = what

    def __await__(self):
        return self.what().__await__()


class Through:
    def __init__(self, what):
        self.what = what

    def __await__(self):
        got = yield from self.what().__await__()
        return "through", got


class Raw:
    def __init__(self, what):
        self.what = what

    def __await__(self):
        return self.what


class Failing:
    def __init__(self, n):
        self.n = n

    def __await__(self):
        try:
            yield
            if self.n % 2:
                raise ValueError(self.n)
        finally:
            self.n += 1
        return "fine"


class Count:
    def __init__(self, n, how):
        self.n = n
        self.how = how
        self.seen = []

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.n == 0:
            if self.how == "class":
                raise StopAsyncIteration
            if self.how == "instance":
                raise StopAsyncIteration("done")
            if self.how == "finally":
                try:
                    raise StopAsyncIteration
                finally:
                    self.seen.append("finally")
            if self.how == "caught":
                try:
                    raise StopAsyncIteration
                except StopAsyncIteration as e:
                    self.seen.append(repr(e))
                    raise
            if self.how == "handler":
                try:
                    {}["x"]
                except KeyError:
                    raise StopAsyncIteration
            if self.how == "other":
                raise IndexError("beyond")
            raise End
        self.n -= 1
        if self.n % 7 == 3:
            await asyncio.sleep(0)
        return self.n


class End(StopAsyncIteration):
    pass


class Plain:
    def __init__(self, n, how):
        self.n = n
        self.how = how

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            if self.how:
                raise StopIteration
            try:
                raise StopIteration
            finally:
                self.n = -1
        self.n -= 1
        return self.n


async def calls():
    b, d = Base(3), Derived(4)
    bound, later = d.step, plain
    total = 0
    for i in range(N):
        total += await one(i) + await one(i, 2) + await one(i, z=3)
        total += await plain(i) + await plain(i, 3) + await later(i, 3, 4)
        total += await b.step(i) + await b.step(i, 1) + await d.step(i) + await d.twice(i)
        total += await bound(i) + await bound(i, 2) + b.double + d.double
        held = plain(i, y=2)
        total += await held
    print("calls", total)


async def number():
    return 42


async def waiting():
    await asyncio.sleep(0)
    return "waited"


async def awaitables():
    loop = asyncio.get_running_loop()

    def future():
        f = loop.create_future()
        loop.call_soon(f.set_result, "future")
        return f

    def done():
        f = loop.create_future()
        f.set_result("done")
        return f

    def sleeping():
        return asyncio.sleep(0, "slept")

    kinds = {}
    for i in range(N):
        kinds[repr(await Generated(i % 3))] = i
        for what in (number, waiting, future, done, sleeping):
            kinds[repr(await Returned(what))] = i
            kinds[repr(await Through(what))] = i
        try:
            kinds[repr(await Failing(i))] = i
        except ValueError as e:
            kinds[type(e).__name__] = i
    for k in sorted(kinds):
        print(k, kinds[k])
    coroutine = number()
    for raw in (iter([]), [], 5, None, coroutine):
        for _ in range(3):
            try:
                print(await Raw(raw))
            except TypeError as e:
                print("TypeError", e)
    print(await coroutine)
    try:
        await coroutine
    except RuntimeError as e:
        print("RuntimeError", e)
    again = Returned(lambda: coroutine)
    try:
        await again
    except RuntimeError as e:
        print("RuntimeError", e)


async def iterations():
    for how in ("class", "instance", "finally", "caught", "handler", "subclass", "other"):
        total, seen = 0, []
        for n in range(60):
            count = Count(n % 9, how)
            try:
                async for x in count:
                    total += x
                else:
                    total += 1
            except IndexError as e:
                total += len(str(e))
            total += sum([x async for x in Count(4, "class") if x % 2])
            seen = count.seen
        print(how, total, seen)
    for how in (True, False):
        print(sum([sum(Plain(n % 5, how)) for n in range(N)]), [x for n in range(200) for x in Plain(n % 3, how)][-3:])

    class NoNext:
        def __aiter__(self):
            return self

    class Wrong:
        def __aiter__(self):
            return 5

    for bad in (NoNext(), Wrong(), 7):
        for _ in range(2):
            try:
                async for _ in bad:
                    pass
            except TypeError as e:
                print("TypeError", e)


async def echo():
    got = None
    while True:
        try:
            got = yield got
            if got == "end":
                return
            if got == "pause":
                await asyncio.sleep(0)
        except KeyError as e:
            got = ("caught", e.args)


async def sent():
    g = echo()
    print(await anext(g))
    total = 0
    for i in range(N):
        total += await g.asend(i)
        if i % 50 == 0:
            print(await g.asend("pause"), await g.athrow(KeyError(i)), await anext(g), await g.__anext__())
    print(total)
    try:
        await g.asend("end")
    except StopAsyncIteration as e:
        print("ended", e.args)
    for _ in range(2):
        try:
            await anext(g)
        except StopAsyncIteration:
            print("still at its end")
    print(await anext(g, "default"))
    try:
        g = echo()
        await g.asend(5)
    except TypeError as e:
        print(e)
    await g.aclose()


async def deep(n):
    return 0 if n == 0 else 1 + await deep(n - 1)


async def endless(n):
    return await endless(n + 1)


async def rising(n):
    if n == 0:
        raise LookupError("deep")
    try:
        return await rising(n - 1)
    except LookupError as e:
        if n % 5 == 0:
            raise IndexError(n) from e
        raise


async def depths():
    print(sum([await deep(i % 90) for i in range(N)]))
    for _ in range(3):
        try:
            await endless(0)
        except RecursionError as e:
            print(e)
    kinds = {}
    for i in range(100):
        try:
            await rising(i % 20)
        except LookupError as e:
            chain = []
            while e is not None:
                chain.append(type(e).__name__)
                e = e.__cause__
            kinds[" ".join(chain)] = kinds.get(" ".join(chain), 0) + 1
    print(kinds)


class Manager:
    def __init__(self, log, swallows=False):
        self.log = log
        self.swallows = swallows

    async def __aenter__(self):
        self.log.append("in")
        return self

    async def __aexit__(self, kind, value, tb):
        self.log.append(kind and kind.__name__)
        return self.swallows

    def __enter__(self):
        self.log.append("enter")
        return self

    def __exit__(self, *info):
        self.log.append(len(info))


async def managed():
    log = []
    for i in range(N):
        async with Manager(log) as m, Manager(log, True):
            with m:
                if i % 3 == 0:
                    raise KeyError(i)
                if i % 5 == 0:
                    continue
        del log[:-4]
    print(log)


async def by_hand():
    async def sleeper(n):
        for _ in range(n):
            await asyncio.sleep(0)
        return n

    sent = []
    for i in range(60):
        c = sleeper(i % 3)
        try:
            while True:
                sent.append(c.send(None))
        except StopIteration as e:
            sent.append(e.value)
    print(len(sent), sent[:12])


async def main():
    await calls()
    await awaitables()
    await iterations()
    await sent()
    await depths()
    await managed()
    await by_hand()


asyncio.run(main())


def through_by_hand():
    waited = yield from waiting().__await__()
    yield waited
    yield (yield from number().__await__())
    yield from asyncio.sleep(0).__await__()
    try:
        yield from waiting().__await__()
    except KeyError as e:
        yield "caught", e.args


class Service:
    def __init__(self, f, g):
        self.f = f
        self.g = g

    async def ask(self, x):
        return await self.f(x) + self.g(x)


async def stored():
    services = [Service(one, int), Service(Base(4).step, str.__len__), Service(plain, abs)]
    total = 0
    for i in range(300):
        s = services[i % 3]
        total += await s.ask(i) if i % 3 != 1 else len(str(i))
        if i == 200:
            services[0].f = plain
    print(total)


async def last():
    for _ in range(100):
        items = list(through_by_hand())
    print(items)
    g = through_by_hand()
    for item in g:
        if item == 42:
            break
    print(next(g), next(g), g.throw(KeyError("thrown")), list(g))
    await stored()


asyncio.run(last())
print(list(through_by_hand()))
