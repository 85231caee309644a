"""A web framework's middleware stack: a request passes down a long await chain."""
import asyncio

REQUESTS = 50000
LAYERS = 24


class Request:
    __slots__ = ("path", "user", "headers", "trail")

    def __init__(self, path, user):
        self.path = path
        self.user = user
        self.headers = {}
        self.trail = 0


class Forbidden(Exception):
    pass


class Middleware:
    def __init__(self, app, level):
        self.app = app
        self.level = level

    async def __call__(self, request):
        return await self.app(request)


class Tag(Middleware):
    async def __call__(self, request):
        request.trail = (request.trail * 33 + self.level) % 1000003
        return await super().__call__(request)


class Count(Middleware):
    total = 0

    async def __call__(self, request):
        Count.total += 1
        status, body = await self.app(request)
        return status, body + 1


class Guard(Middleware):
    async def __call__(self, request):
        if request.user % 61 == self.level:
            raise Forbidden(request.path)
        return await self.app(request)


class Recover(Middleware):
    async def __call__(self, request):
        try:
            return await self.app(request)
        except Forbidden as exc:
            return 403, len(exc.args[0])


async def handler(request):
    if request.user % 4 == 0:
        await asyncio.sleep(0)
    return 200, request.trail % 100


def build():
    app = handler
    kinds = (Tag, Count, Guard, Middleware)
    for level in range(LAYERS):
        app = kinds[level % 4](app, level)
    return Recover(app, LAYERS)


async def worker(app, start, step, stats):
    for n in range(start, REQUESTS, step):
        request = Request(f"/item/{n}", n * 7)
        status, body = await app(request)
        stats[status] = stats.get(status, 0) + 1
        stats["sum"] = (stats.get("sum", 0) * 3 + body) % 1000003


async def main():
    app = build()
    all_stats = [{} for _ in range(8)]
    workers = [
        asyncio.create_task(worker(app, k, 8, stats)) for k, stats in enumerate(all_stats)
    ]
    for w in workers:
        await w
    for k, stats in enumerate(all_stats):
        print("worker", k, stats.get(200), stats.get(403, 0), stats["sum"])
    print("count", Count.total)


asyncio.run(main())
