import asyncio, sys
async def g():
    try:
        yield 1
        yield 2
    except LookupError:
        yield 3
    finally:
        pass
async def main():
    c = g()
    await c.__anext__()
    print(await c.athrow(LookupError("x")))
    print(sys.exception())
    try: raise ValueError(1)
    except ValueError as e: print(repr(e.__context__))
    await c.aclose()
    print(sys.exception())
    try: raise ValueError(1)
    except ValueError as e: print(repr(e.__context__))
    c = g()
    await anext(c)
    try:
        raise KeyError(1)
    except KeyError:
        print(await c.athrow(LookupError("x")))
        print(repr(sys.exception()))
        try: print(await anext(c))
        except StopAsyncIteration as e: print("stop", repr(e.__context__))
        print(repr(sys.exception()))
    print(sys.exception())
def h():
    try:
        yield 1
    except LookupError:
        yield 3
        yield 4
x = h(); next(x); print(x.throw(LookupError())); print(sys.exception()); print(next(x), sys.exception())
asyncio.run(main())
print(sys.exception())
async def gen():
    try:
        for i in range(3):
            await asyncio.sleep(0)
            yield i
    finally:
        print("fin", repr(sys.exception()))
async def inherit():
    print("in", repr(sys.exception()))
    yield 1
    try: raise IndexError(7)
    except IndexError:
        yield 2
        print("own", repr(sys.exception()))
        await asyncio.sleep(0)
        yield 3
        print("own", repr(sys.exception()))
    print("in", repr(sys.exception()))
    yield 4
async def m2():
    try: raise KeyError("k")
    except KeyError:
        async for x in gen(): print(x, repr(sys.exception()))
        async for x in inherit(): print(x, repr(sys.exception()))
        print([x async for x in gen()], repr(sys.exception()))
        g = gen(); print(await anext(g), repr(sys.exception()))
        try: await g.athrow(ValueError("v"))
        except ValueError as e: print(repr(e.__context__), repr(sys.exception()))
        print(repr(sys.exception()))
        g = inherit(); await anext(g); await anext(g)
        await asyncio.gather(asyncio.sleep(0), asyncio.sleep(0))
        print(repr(sys.exception()))
        await g.aclose()
        print(repr(sys.exception()))
    print(sys.exception())
asyncio.run(m2())
try: raise OSError("outer")
except OSError:
    asyncio.run(m2())
    print(repr(sys.exception()))
