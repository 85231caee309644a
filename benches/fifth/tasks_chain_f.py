import asyncio

REQUESTS = 100000


class Request:
    def __init__(self, path: str, user: str, body: dict):
        self.path = path
        self.user = user
        self.body = body
        self.trail: list = []


class Response:
    def __init__(self, status: int, payload):
        self.status = status
        self.payload = payload

    def __eq__(self, other):
        return isinstance(other, Response) and (self.status, self.payload) == (other.status, other.payload)


class HTTPError(Exception):
    def __init__(self, status: int):
        super().__init__(status)
        self.status = status


class Connection:
    opened = 0
    closed = 0

    def __init__(self, rows: dict):
        self.rows = rows

    async def __aenter__(self):
        Connection.opened += 1
        return self

    async def __aexit__(self, *exc):
        Connection.closed += 1
        return False

    async def execute(self, key: str):
        return await Query(self, key)


class Query:
    def __init__(self, conn: Connection, key: str):
        self.conn = conn
        self.key = key

    def __await__(self):
        yield from self.fetch().__await__()
        return self.conn.rows.get(self.key)

    async def fetch(self):
        if len(self.key) % 5 == 0:
            await asyncio.sleep(0)


def logging_layer(nxt):
    async def handler(request):
        request.trail.append("log")
        return await nxt(request)
    return handler


def auth_layer(nxt):
    async def handler(request):
        if request.user == "nobody":
            raise HTTPError(401)
        request.trail.append("auth")
        return await nxt(request)
    return handler


def error_layer(nxt):
    async def handler(request):
        try:
            return await nxt(request)
        except HTTPError as exc:
            return Response(exc.status, None)
        except ZeroDivisionError:
            return Response(500, "division")
    return handler


def pass_layer(nxt):
    async def handler(request):
        request.trail.append("pass")
        response = await nxt(request)
        response.payload = response.payload or "empty"
        return response
    return handler


class App:
    def __init__(self):
        self.rows = {f"key{i}": i * i for i in range(50)}
        self.routes = {"/get": self.get, "/div": self.div}
        handler = self.dispatch
        for layer in (pass_layer, pass_layer, auth_layer, pass_layer, pass_layer, error_layer, logging_layer):
            handler = layer(handler)
        self.handler = handler

    async def dispatch(self, request: Request) -> Response:
        route = self.routes.get(request.path)
        if route is None:
            raise HTTPError(404)
        async with Connection(self.rows) as conn:
            return Response(200, await route(conn, request.body))

    async def get(self, conn, body):
        first = await conn.execute(body["key"])
        second = await conn.execute("key7")
        return (first or 0) + second

    async def div(self, conn, body):
        return 1000 // (await conn.execute(body["key"]))


async def main() -> None:
    app = App()
    statuses: dict = {}
    total = 0
    trails = 0
    for n in range(REQUESTS):
        path = ("/get", "/div", "/get", "/nowhere")[n % 4]
        request = Request(path, "nobody" if n % 9 == 0 else "ann", {"key": f"key{n % 25}"})
        response = await app.handler(request)
        statuses[response.status] = statuses.get(response.status, 0) + 1
        if isinstance(response.payload, int):
            total += response.payload
        trails += len(request.trail)
    print("statuses", sorted(statuses.items()))
    print("total", total, "trails", trails)
    print("connections", Connection.opened, Connection.closed)


asyncio.run(main())
