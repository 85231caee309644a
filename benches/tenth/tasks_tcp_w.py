# HTTP-like server: connection per request and keep-alive, plus chunked uploads.
import asyncio

ROUTES = {}


def route(path):
    def register(fn):
        ROUTES[path] = fn
        return fn
    return register


@route("/hello")
async def hello(query, body):
    return 200, "hello " + query.get("name", "world")


@route("/sum")
async def total(query, body):
    return 200, str(sum(int(x) for x in body.split(",") if x))


@route("/upper")
async def upper(query, body):
    await asyncio.sleep(0)
    return 201, body.upper()


def parse_target(target):
    path, _, qs = target.partition("?")
    return path, dict(p.split("=", 1) for p in qs.split("&") if p)


async def read_request(reader):
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError:
        return None
    first, *rest = head.decode("ascii").split("\r\n")
    method, target, _version = first.split()
    headers = {}
    for line in rest:
        if line:
            name, value = line.split(":", 1)
            headers[name.strip().lower()] = value.strip()
    body = await reader.readexactly(int(headers.get("content-length", 0)))
    return method, target, headers, body.decode()


async def handler(reader, writer):
    try:
        while (req := await read_request(reader)) is not None:
            method, target, headers, body = req
            path, query = parse_target(target)
            fn = ROUTES.get(path)
            status, text = await fn(query, body) if fn else (404, "no " + path)
            payload = text.encode()
            keep = headers.get("connection", "keep-alive") == "keep-alive"
            writer.writelines([
                f"HTTP/1.1 {status} X\r\n".encode(),
                f"Content-Length: {len(payload)}\r\n".encode(),
                b"Connection: keep-alive\r\n\r\n" if keep else b"Connection: close\r\n\r\n",
                payload,
            ])
            await writer.drain()
            if not keep:
                break
    finally:
        writer.close()
        await writer.wait_closed()


async def exchange(reader, writer, target, body="", keep=True):
    writer.write((f"POST {target} HTTP/1.1\r\nHost: localhost\r\n"
                  f"Content-Length: {len(body)}\r\n"
                  f"Connection: {'keep-alive' if keep else 'close'}\r\n\r\n{body}").encode())
    status = int((await reader.readline()).split()[1])
    length = 0
    while (line := await reader.readline()) != b"\r\n":
        if line.lower().startswith(b"content-length:"):
            length = int(line.split(b":")[1])
    return status, (await reader.readexactly(length)).decode()


async def keepalive_user(port, k, counts):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for i in range(260):
        target = ("/hello?name=u%d&x=1" % k, "/sum", "/upper", "/missing")[i % 4]
        status, text = await exchange(reader, writer, target, ",".join(map(str, range(i % 30))))
        counts[status] = counts.get(status, 0) + len(text)
    writer.close()
    await writer.wait_closed()


async def oneshot(port, k, limit):
    async with limit:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        status, text = await exchange(reader, writer, "/upper", f"shot {k}", keep=False)
        assert status == 201 and await reader.read() == b""
        writer.close()
        await writer.wait_closed()
        return len(text)


async def main():
    server = await asyncio.start_server(handler, host="127.0.0.1", port=0)
    port = server.sockets[0].getsockname()[1]
    counts = {}
    async with server:
        await asyncio.gather(*[keepalive_user(port, k, counts) for k in range(20)])
        limit = asyncio.Semaphore(20)
        sizes = await asyncio.gather(*[oneshot(port, k, limit) for k in range(700)])
    print(sorted(counts.items()))
    print("oneshots", len(sizes), sum(sizes))


asyncio.run(main())
