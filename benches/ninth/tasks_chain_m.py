"""Middleware onion: a request goes down through many async layers and its response
comes back through all of them."""
import asyncio


class Request:
    def __init__(self, path, user=None):
        self.path = path
        self.user = user
        self.headers = {}


class Response:
    def __init__(self, status, body):
        self.status = status
        self.body = body


class HttpError(Exception):
    def __init__(self, status):
        self.status = status


def stamp(name):
    """Layer factory: adds a header on the way in and a suffix length on the way out."""
    def layer(inner):
        async def handler(request):
            request.headers[name] = len(request.headers)
            response = await inner(request)
            response.body += len(name)
            return response
        return handler
    return layer


def guard(inner):
    async def handler(request):
        if request.user is None and request.path.startswith("/admin"):
            raise HttpError(403)
        return await inner(request)
    return handler


def rescue(inner):
    async def handler(request):
        try:
            return await inner(request)
        except HttpError as err:
            return Response(err.status, 0)
    return handler


def cached(limit):
    def layer(inner):
        store = {}

        async def handler(request):
            if (hit := store.get(request.path)) is not None and hit[1] < limit:
                hit[1] += 1
                return Response(304, hit[0])
            response = await inner(request)
            store[request.path] = [response.body, 0]
            return response
        return handler
    return layer


async def application(request):
    parts = request.path.strip("/").split("/")
    if parts[-1] == "missing":
        raise HttpError(404)
    if parts[-1] == "slow":
        await asyncio.sleep(0)
    return Response(200, sum(map(len, parts)) + len(request.headers))


def build(*layers):
    handler = application
    for layer in reversed(layers):
        handler = layer(handler)
    return handler


async def main():
    onion = [rescue, guard]
    onion += [stamp(f"X-Layer-{n}") for n in range(45)]
    onion += [rescue, cached(limit=2)]
    onion += [stamp(f"Y-{n}") for n in range(45)]
    handler = build(*onion)
    statuses, total = {}, 0
    paths = ["/", "/admin/users", "/a/b/c", "/x/missing", "/y/slow", "/admin/slow", "/z/missing"]
    for n in range(9800):
        request = Request(f"{paths[n % 7]}", user="root" if n % 3 else None)
        if n % 4 == 1:
            request.path = f"/page{n}" + request.path
        response = await handler(request)
        statuses[response.status] = statuses.get(response.status, 0) + 1
        total += response.body
    print("total", total)
    for status in sorted(statuses):
        print(status, statuses[status])


asyncio.run(main())
