"""Many short connections: an HTTP-like request per connection, with headers
read line by line, limited concurrency, then bulk streaming with read()."""
import asyncio

REQUESTS = 2600


class Site:
    def __init__(self):
        self.hits = {}
        self.bytes_in = 0

    async def handle(self, reader, writer):
        request = await reader.readline()
        method, path, _ = request.decode().split(" ")
        headers = {}
        while True:
            line = await reader.readline()
            if line in (b"\r\n", b""):
                break
            name, _, value = line.decode().partition(":")
            headers[name.strip().lower()] = value.strip()
        body = b""
        if "content-length" in headers:
            body = await reader.readexactly(int(headers["content-length"]))
            self.bytes_in += len(body)
        self.hits[path] = self.hits.get(path, 0) + 1
        status = 404 if path.endswith("7") else 200
        answer = f"{method} {path} {len(body)} {headers.get('x-id')}".encode()
        writer.writelines([f"HTTP/1.0 {status} X\r\n".encode(),
                           f"Content-Length: {len(answer)}\r\n\r\n".encode(), answer])
        await writer.drain()
        writer.close()


async def fetch(port, ident, gate):
    async with gate:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        body = b"x" * (ident % 90)
        head = f"POST /page/{ident % 40} HTTP/1.0\r\nHost: local\r\nX-Id: {ident}\r\n"
        writer.write(head.encode() + f"Content-Length: {len(body)}\r\n\r\n".encode() + body)
        await writer.drain()
        head = await reader.readuntil(b"\r\n\r\n")
        status = int(head.split(b" ", 2)[1])
        answer = await reader.read()
        writer.close()
        await writer.wait_closed()
        return status, sum(answer)


async def sink(reader, writer):
    total = 0
    while chunk := await reader.read(4096):
        total += len(chunk)
    writer.write(str(total).encode())
    writer.write_eof()
    await writer.drain()
    writer.close()


async def upload(port, size, pieces):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for i in range(pieces):
        writer.write(bytes([i % 256]) * size)
        await writer.drain()
    writer.write_eof()
    answer = await reader.read()
    writer.close()
    await writer.wait_closed()
    return int(answer)


async def main():
    site = Site()
    gate = asyncio.Semaphore(20)
    web = await asyncio.start_server(site.handle, "127.0.0.1", 0)
    port = web.sockets[0].getsockname()[1]
    async with web:
        got = await asyncio.gather(*(fetch(port, i, gate) for i in range(REQUESTS)))
    print("ok", sum(s == 200 for s, _ in got), "missing", sum(s == 404 for s, _ in got))
    print("sum", sum(v for _, v in got), "bytes", site.bytes_in, "pages", len(site.hits))
    server = await asyncio.start_server(sink, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        sizes = await asyncio.gather(*(upload(port, 1000 + k * 500, 600) for k in range(8)))
    print("uploaded", sizes)


asyncio.run(main())
