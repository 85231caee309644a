# Objects whose __await__ gives the iterator of something else, makes a generator, or is no simple function.
import asyncio


class Stead:
    def __init__(self, make):
        self.make = make

    def __await__(self):
        return self.make().__await__()


class Through:
    def __init__(self, make):
        self.make = make

    def __await__(self):
        result = yield from self.make().__await__()
        return ("through", result)


class Gen:
    def __init__(self, n):
        self.n = n

    def __await__(self, extra=1):
        try:
            for _ in range(self.n):
                yield
            if self.n == 3:
                raise LookupError("three")
            return self.n + extra
        finally:
            print("left", self.n)


async def value(v):
    await asyncio.sleep(0)
    return v


async def fails(v):
    await asyncio.sleep(0)
    raise ValueError(v)


def future(v):
    f = asyncio.get_running_loop().create_future()
    asyncio.get_running_loop().call_soon(lambda: f.done() or f.set_result(v))
    return f


async def cancelled(make):
    t = asyncio.create_task(wrapped(make))
    await asyncio.sleep(0)
    t.cancel("enough")
    try:
        await t
    except asyncio.CancelledError as e:
        print("cancelled", e.args, t.cancelled())


async def wrapped(make):
    return await make()


class NoParameter:
    def __await__():
        yield


class Returns:
    def __init__(self, what):
        self.what = what

    def __await__(self):
        return self.what


class Flaky:
    async def __aenter__(self, *rest, more=2):
        return rest, more

    async def __aexit__(self, *exc):
        print("exit", exc[0] and exc[0].__name__, len(exc))
        await asyncio.sleep(0)
        return exc[0] is KeyError


async def main():
    for make in (lambda: value(1), lambda: future(2)):
        print(await Stead(make), await Through(make))
        await cancelled(lambda: Stead(make))
        await cancelled(lambda: Through(make))
    for wrap in (Stead, Through):
        try:
            await wrap(lambda: fails(3))
        except ValueError as e:
            print(repr(e))
    for n in range(4):
        try:
            print(await Gen(n))
        except LookupError as e:
            print(repr(e))
    await cancelled(lambda: Gen(9))
    # an iterator is gone through once
    once = value(5).__await__()
    print(await Returns(once))
    for again in (once, [], 5, None, value(6)):
        try:
            print(await Returns(again))
        except (RuntimeError, TypeError) as e:
            print(type(e).__name__, e)
        if asyncio.iscoroutine(again):
            again.close()
    try:
        await NoParameter()
    except TypeError as e:
        print(e)
    for error in (None, KeyError, IndexError):
        try:
            async with Flaky() as got:
                print(got)
                if error:
                    raise error("inside")
        except IndexError as e:
            print(repr(e))
    # the same place, hot
    total = 0
    for i in range(600):
        total += await Stead(lambda: value(i))
        total += (await Through(lambda: value(i)))[1]
        total += await Gen(0 if i < 598 else 1) if i > 595 else i
        try:
            await Stead(lambda: fails(i))
        except ValueError as e:
            total += e.args[0]
        try:
            raise (ConnectionError if i % 2 else FileNotFoundError)(i) if i % 3 else TimeoutError
        except OSError as e:
            total += len(e.args)
        try:
            raise OSError(2, "two")
        except FileNotFoundError as e:
            total += e.errno
    print(total)


asyncio.run(main())
