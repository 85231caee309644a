# A web-application-like stack of middlewares; each request runs through a deep
# chain of awaits down to the handler and sometimes to a suspending "database".
import asyncio
import contextvars

user_var = contextvars.ContextVar("user", default="nobody")


class Request:
    def __init__(self, path, user=None, **params):
        self.path = path
        self.user = user
        self.params = params
        self.trail = []


class NotFound(Exception):
    status = 404


class Forbidden(Exception):
    status = 403


def counting(handler):
    counts = {}

    async def middleware(request):
        counts[request.path] = counts.get(request.path, 0) + 1
        return await handler(request)

    middleware.counts = counts
    return middleware


def catching(handler):
    async def middleware(request):
        try:
            return await handler(request)
        except (NotFound, Forbidden) as err:
            return err.status, type(err).__name__
    return middleware


def authenticating(handler):
    async def middleware(request):
        token = user_var.set(request.user or "guest")
        try:
            return await handler(request)
        finally:
            user_var.reset(token)
    return middleware


def tracing(label):
    def wrap(handler):
        async def middleware(request):
            request.trail.append(label)
            result = await handler(request)
            request.trail.append(label.upper())
            return result
        return middleware
    return wrap


class Awaited:
    """An object with __await__ that wraps a suspension."""

    def __init__(self, value):
        self.value = value

    def __await__(self):
        yield
        return self.value


class Application:
    def __init__(self):
        self.items = {n: n * n % 97 for n in range(50)}

    async def query(self, number):
        if number % 4 == 0:
            return await Awaited(self.items[number])
        return self.items[number]

    async def add(self, request):
        first = await self.query(request.params.get("a", 0))
        return 200, first + await self.query(request.params.get("b", 0))

    async def secret(self, request):
        if user_var.get() != "admin":
            raise Forbidden
        return 200, await self.query(48)

    async def route(self, request):
        handler = {"/add": self.add, "/secret": self.secret}.get(request.path)
        if handler is None:
            raise NotFound(request.path)
        return await handler(request)


def build(app, depth):
    handler = app.route
    for level in range(depth):
        handler = tracing(chr(ord("a") + level % 26))(handler)
    return counting(catching(authenticating(handler)))


async def client(handler, number, rounds):
    statuses, total, trail = {}, 0, 0
    for i in range(rounds):
        path = ("/add", "/add", "/secret", "/missing")[(i + number) % 4]
        request = Request(path, "admin" if i % 3 else None, a=i % 50, b=number % 50)
        status, value = await handler(request)
        statuses[status] = statuses.get(status, 0) + 1
        trail += len(request.trail)
        if status == 200:
            total += value
    return statuses, total, trail


async def main():
    for depth in (5, 20, 60):
        handler = build(Application(), depth)
        results = await asyncio.gather(*(client(handler, n, 150) for n in range(40)))
        merged = {s: sum(r[0].get(s, 0) for r in results) for s in (200, 403, 404)}
        print(depth, merged, sum(r[1] for r in results), sum(r[2] for r in results))
        print("  ", sorted(handler.counts.items()), user_var.get())


asyncio.run(main())
