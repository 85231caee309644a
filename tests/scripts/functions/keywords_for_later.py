# Keywords, defaults and both given to generators and coroutines that run later, hot, with functions that change.
import asyncio


def items(a, b=20, *, c=3, d):
    yield a, b, c, d


async def later(a, b=20, *, c=3, d=4):
    await asyncio.sleep(0)
    return a, b, c, d


async def stream(a, /, b=20, *, c=3):
    yield a, b, c
    await asyncio.sleep(0)
    yield c, b, a


def gathered(a, *rest, c=1, **names):
    yield a, rest, c, sorted(names.items())


async def gathered_later(a, *rest, c=1, **names):
    return a, rest, c, sorted(names.items())


class Shop:
    def __init__(self, name):
        self.name = name

    async def order(self, what, count=1, *, fast=False):
        await asyncio.sleep(0)
        return self.name, what, count, fast

    def stock(self, what, count=1, *, fast=False):
        yield self.name, what, count, fast

    async def queue(self, what, count=1, *, fast=False):
        yield self.name, what, count, fast

    @staticmethod
    async def close(when, *, why="late"):
        return when, why

    @classmethod
    def all(cls, n, *, step=1):
        yield cls.__name__, n, step


class Odd:
    def __init__(self, a, b=2):
        yield a


shop = Shop("corner")


def plain(n):
    seen = {}
    for i in range(n):
        for made in (items(i, d=1), items(i, d=2, b=3), items(a=i, d=1, c=2), items(i, 5, d=i % 2)):
            for item in made:
                key = item[1:]
                seen[key] = seen.get(key, 0) + 1
        for made in (gathered(i, c=2), gathered(i, 1, 2, z=3), shop.stock("x", fast=True), Shop.all(i, step=2)):
            for item in made:
                key = str(item[1:])
                seen[key] = seen.get(key, 0) + 1
    return seen


async def waiting(n):
    seen = {}
    local = Shop("local")
    for i in range(n):
        first, second = later(i, c=1), later(a=i, d=2)
        tasks = [asyncio.create_task(later(i, b=7)), asyncio.create_task(shop.order("tea", fast=True))]
        third, fourth = shop.order("milk", count=3), local.order("milk", fast=i % 2 == 0)
        fifth, sixth = gathered_later(i, 1, z=2), Shop.close(1, why="early")
        for made in (first, second, *tasks, third, fourth, fifth, sixth):
            key = (await made)[1:]
            key = str(key)
            seen[key] = seen.get(key, 0) + 1
        async for item in stream(i, c=9):
            seen["stream"] = seen.get("stream", 0) + sum(item)
        async for item in local.queue("bread", fast=True):
            seen[item] = seen.get(item, 0) + 1
        results = await asyncio.gather(*(later(k, c=k) for k in range(3)), local.order("x", count=i))
        seen["gather"] = seen.get("gather", 0) + sum(r[2] for r in results[:3]) + results[3][2]
    return seen


async def changing(n):
    global later, items
    seen, errors = {}, {}
    old_later, old_items = later, items
    for i in range(n):
        if i == n // 4:
            later.__kwdefaults__ = {"c": "C", "d": "D"}
            items.__kwdefaults__ = {"c": "C", "d": "D"}
        elif i == n // 2:
            later.__kwdefaults__ = None
            items.__defaults__ = None
        elif i == n * 3 // 4:
            async def later(a, c="new", **rest):
                return a, c, rest

            def items(a, *, c="new"):
                yield a, c
        try:
            waits = later(0, c=5)
            key = str(await waits)
            seen[key] = seen.get(key, 0) + 1
        except TypeError as e:
            errors[str(e)] = errors.get(str(e), 0) + 1
        try:
            key = str(list(items(0, c=6)))
            seen[key] = seen.get(key, 0) + 1
        except TypeError as e:
            errors[str(e)] = errors.get(str(e), 0) + 1
    later, items = old_later, old_items
    print(seen)
    print(errors)


async def wrong(n):
    errors = {}
    for i in range(n):
        for call in (lambda: later(), lambda: later(1, e=2), lambda: later(1, a=2), lambda: stream(a=1),
                     lambda: shop.order(what=1, x=2), lambda: shop.stock(1, 2, 3, fast=True), lambda: Odd(1, b=3)):
            try:
                call()
            except TypeError as e:
                errors[str(e)] = errors.get(str(e), 0) + 1
    for text, count in errors.items():
        print(count, text)


for key, count in plain(150).items():
    print(key, count)
for key, count in asyncio.run(waiting(120)).items():
    print(key, count)
asyncio.run(changing(200))
asyncio.run(wrong(60))
