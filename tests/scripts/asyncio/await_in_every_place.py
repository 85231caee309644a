# await inside all kinds of expressions and statements; order of evaluation.
import asyncio

trace = []


async def v(x):
    trace.append(x)
    await asyncio.sleep(0)
    return x


class Obj:
    pass


async def default_args(a, *, b):
    return a, b


async def main():
    o, l, d = Obj(), [0, 0, 0], {}
    o.x = await v(1)
    l[await v(2)] = await v(3)
    d[await v("k")] = await v("val")
    print(o.x, l, d, trace)
    trace.clear()
    print(await v(1) + await v(2) * await v(3), await v(1) < await v(2) < await v(3), await v(5) < await v(4) < await v(9), trace)
    trace.clear()
    print((await v(0)) or (await v(7)), await v(1) and await v(2), trace)
    print([await v(i) for i in range(3)], (await v("t"), *[await v("u")]), {await v("a"): await v("b")}, {await v(1)})
    print(await default_args(await v(1), b=await v(2)), await default_args(*[await v(3)], **{"b": await v(4)}))
    print(f"{await v('f')!r:>5} {await v(3):03} {[await v(1)]}", (lambda x: x + 1)(await v(1)))
    print("ab"[await v(0)], [1, 2, 3, 4][await v(1):await v(3)], (await v([1, 2]))[1], (await v({"q": 5}))["q"], len(await v("abc")))
    trace.clear()
    if await v(True):
        pass
    elif await v("never"):
        pass
    with open_it(await v("cm")) as (await v(o)).attr:
        print("inside", o.attr)
    try:
        raise (await v(ValueError("raised")))
    except (await v(ValueError)) as e:
        print(repr(e))
    for i in await v([1, 2]):
        pass
    match await v((1, [2, 3])):
        case (a, [b, *c]) if await v(b == 2):
            print(a, b, c)
    print([type(t).__name__ if isinstance(t, (Obj, open_it)) else str(t) for t in trace])
    return await v("returned")


class open_it:
    def __init__(self, v):
        self.v = v

    def __enter__(self):
        return self.v

    def __exit__(self, *a):
        pass


print(asyncio.run(main()))


async def gen_of_awaits():
    yield await v("y1")
    x = yield
    yield [x, await v("y2")]


async def drive():
    g = gen_of_awaits()
    print(await anext(g), await anext(g), await g.asend("sent"))
    print([x async for x in gen_of_awaits()], [await v(x) async for x in gen_of_awaits() if await v(x)])
    (a := await v(1), await v(2))
    print(a, await asyncio.gather(*[v(i) for i in range(3)]), *[await v("star")])
    t = asyncio.create_task(v("task"))
    print((await t).upper(), (await asyncio.create_task(v([3, 1, 2]))).index(1))


asyncio.run(drive())
