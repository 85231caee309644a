# stress: 97
"""Coroutines called with keywords, by bound methods, through decorators: what is called changes while it is hot."""
import asyncio


class Shop:
    def __init__(self, name):
        self.name = name
        self.handler = self.serve
        self.plain = outside

    async def serve(self, x, retry=1, *, flag="no"):
        return (self.name, x, retry, flag)

    async def rest(self, x, **options):
        return (self.name, x, options)

    async def stars(self, *args, **options):
        return (self.name, args, options)

    def sync(self, x, y=2, *, z=3):
        return (self.name, x, y, z)

    def only(self, a, /, b=5, **kw):
        return (self.name, a, b, kw)

    async def by_keyword(self, x):
        return await self.serve(x, retry=2)

    async def by_flag(self, x):
        return await self.serve(x, flag="yes")

    async def by_rest(self, x):
        return await self.rest(x, a=1, b=x)

    async def by_stars(self, x):
        return await self.stars(x, x, k=x)

    async def by_slot(self, x):
        return await self.handler(x)

    async def by_slot_keyword(self, x):
        return await self.handler(x, retry=x)

    async def by_plain(self, x):
        return await self.plain(x, k=x)

    async def by_sync(self, x):
        return self.sync(x, z=x), self.only(x, a=1, b=2)

    def in_plain_frame(self, x):
        return self.sync(x, y=x), self.only(x, c=x)


class Other(Shop):
    async def serve(self, x, again=0, retry=7, *, flag="other"):
        return ("other", *await super().serve(x, retry=retry, flag=flag), again)

    async def rest(self, x, a=None, **options):
        return ("other", x, a, options)


async def outside(x, k=0):
    return ("outside", x, k)


async def every(shop, x):
    return [
        await shop.by_keyword(x), await shop.by_flag(x), await shop.by_rest(x), await shop.by_stars(x),
        await shop.by_slot(x), await shop.by_slot_keyword(x), await shop.by_plain(x), await shop.by_sync(x),
        shop.in_plain_frame(x),
    ]


def wrapped(f):
    async def w(*args, **kwargs):
        return await f(*args, **kwargs)
    return w


def twice(f):
    async def w(*args, **kwargs):
        kwargs["depth"] = kwargs.get("depth", 0) + 1
        return await f(*args, **kwargs)
    return w


def named(f):
    def w(*args, **kwargs):
        return f(*args, **kwargs)
    return w


@wrapped
async def one(x, y=1, *, depth=0):
    return (x, y, depth)


@twice
@wrapped
@twice
async def three(x, y=1, z=2, *, depth=0):
    return (x, y, z, depth)


@named
def two(x, y=1, *rest, k=0, **more):
    return (x, y, rest, k, more)


@wrapped
async def positional_only(a, b=2, /, **kw):
    return (a, b, kw)


async def call(fn, *args):
    return await fn(*args)


async def pass_on(fn, x):
    return await fn(x)


async def main():
    shop, other = Shop("shop"), Other("other")
    for n in range(60):
        result = await every(shop, n)
    print(*result, sep="\n")
    for n in range(30):
        result = await every(other, n)
    print(*result, sep="\n")
    for n in range(40):
        result = [await one(n), await one(n, y=n), await one(n, n, depth=3), await one(y=1, x=n),
                  await three(n), await three(n, z=n), await three(n, 5, depth=n), two(n, k=n, extra=1),
                  two(n, 1, 2, 3), await positional_only(n, a=1, b=n), await call(outside, n), await call(shop.handler, n),
                  await pass_on(shop.handler, n), await pass_on(other.handler, n), await pass_on(outside, n)]
    print(*result, sep="\n")
    # replaced while hot
    kept = Shop.serve
    async def serve(self, x, retry=None, flag=None):
        return ("replaced", x, retry, flag)
    Shop.serve = serve
    print(await shop.by_keyword(1), await shop.by_flag(2), await shop.by_slot(3))
    Shop.serve = kept
    print(await shop.by_keyword(1), await shop.by_flag(2), await shop.by_slot(3))
    Shop.serve.__defaults__ = (9,)
    Shop.serve.__kwdefaults__ = {"flag": "changed"}
    print(await shop.by_keyword(1), await shop.by_slot(3))
    Shop.serve.__defaults__ = None
    Shop.serve.__kwdefaults__ = None
    for attempt in (shop.by_keyword, shop.by_slot, shop.by_flag):
        try:
            print(await attempt(1))
        except TypeError as e:
            print(e)
    Shop.serve.__defaults__ = (1,)
    Shop.serve.__kwdefaults__ = {"flag": "no"}
    shop.serve = lambda x, retry=0, flag=0: outside(x, k=retry)
    print(await shop.by_keyword(4), await shop.by_flag(5))
    del shop.serve
    print(await shop.by_keyword(4), await shop.by_flag(5))
    shop.handler = outside
    print(await shop.by_slot(4))
    shop.plain = shop.serve
    try:
        await shop.by_plain(1)
    except TypeError as e:
        print(e)
    # wrong calls, hot
    async def wrong(kind):
        if kind == 0:
            return await shop.serve(1, x=2)
        if kind == 1:
            return await shop.serve(1, nothing=2)
        if kind == 2:
            return await shop.rest(1, x=2)
        if kind == 3:
            return await shop.serve(retry=2)
        if kind == 4:
            return await one(1, nothing=3)
        if kind == 5:
            return await one(1, x=3)
        if kind == 6:
            return await one(y=3)
        if kind == 7:
            return await one(1, 2, 3, 4)
        return await positional_only(a=1)
    for _ in range(12):
        texts = []
        for kind in range(9):
            try:
                texts.append(str(await wrong(kind)))
            except TypeError as e:
                texts.append(str(e))
    print(*texts, sep="\n")
    # what is gathered is the callee's own
    async def change(*args, **kwargs):
        kwargs["new"] = len(kwargs)
        return args, kwargs
    async def keeps(**kwargs):
        got = [await change(1, **kwargs) for _ in range(3)]
        return got, kwargs
    for n in range(20):
        got = await keeps(a=n)
    print(got)


asyncio.run(main())
