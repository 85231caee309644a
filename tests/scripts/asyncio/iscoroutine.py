# What counts as coroutine, coroutine function, future.
import asyncio


async def co():
    return 1


def plain():
    return 2


async def agen():
    yield 1


class C:
    async def method(self):
        return self

    async def __call__(self):
        return 5

    @staticmethod
    async def static():
        return 6


def main():
    c = co()
    print(asyncio.iscoroutine(c), asyncio.iscoroutine(co), asyncio.iscoroutine(5), asyncio.iscoroutine(agen()))
    c.close()
    for f in (co, plain, agen, C.method, C().method, C.static, lambda: 1, C, print):
        print(getattr(f, "__name__", "?"), asyncio.iscoroutinefunction(f))
    m = C().method()
    print(asyncio.iscoroutine(m), type(m).__name__, m.__name__, m.__qualname__)
    m.close()
    print(asyncio.isfuture(co), asyncio.isfuture(None))
    g = agen()
    print(type(g).__name__, g.__name__, hasattr(g, "asend"), hasattr(g, "__anext__"), hasattr(g, "__next__"))


main()


async def amain():
    t = asyncio.ensure_future(co())
    print(asyncio.isfuture(t), asyncio.ensure_future(t) is t, await t)
    try:
        asyncio.ensure_future(3)
    except TypeError as e:
        print("TypeError:", e)
    print(await C()(), await C.static())

    class Aw:
        def __await__(self):
            return iter([])

    print(await asyncio.ensure_future(Aw()))


asyncio.run(amain())
