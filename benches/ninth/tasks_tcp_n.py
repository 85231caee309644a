"""Length-prefixed binary frames: a front server forwards to two back ends over
persistent connections, clients check what comes back; big payloads cross in chunks."""
import asyncio

MAGIC = b"F9"


def pack(kind, payload):
    return MAGIC + bytes([kind]) + len(payload).to_bytes(4, "big") + payload


async def read_frame(reader):
    head = await reader.readexactly(7)
    if head[:2] != MAGIC:
        raise ValueError("bad magic")
    size = int.from_bytes(head[3:], "big")
    return head[2], await reader.readexactly(size)


async def frames(reader):
    while True:
        try:
            yield await read_frame(reader)
        except asyncio.IncompleteReadError as exc:
            if exc.partial:
                raise
            return


class Backend:
    def __init__(self, transform):
        self.transform = transform
        self.frames = 0
        self.bytes = 0

    async def handle(self, reader, writer):
        async for kind, payload in frames(reader):
            self.frames += 1
            self.bytes += len(payload)
            writer.write(pack(kind, self.transform(payload)))
            await writer.drain()
        writer.close()

    async def listen(self):
        self.server = await asyncio.start_server(self.handle, "127.0.0.1", 0)
        return self.server.sockets[0].getsockname()[1]


class Upstream:
    """One connection shared by many requests, guarded by a lock."""

    def __init__(self, port):
        self.port = port
        self.lock = asyncio.Lock()
        self.writer = None

    async def ask(self, kind, payload):
        async with self.lock:
            if self.writer is None:
                self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
            self.writer.write(pack(kind, payload))
            return (await read_frame(self.reader))[1]

    async def close(self):
        if self.writer is not None:
            self.writer.close()
            await self.writer.wait_closed()


def make_front(upstreams):
    async def front(reader, writer):
        async for kind, payload in frames(reader):
            answer = await upstreams[kind % len(upstreams)].ask(kind, payload)
            writer.write(pack(kind, answer))
            await writer.drain()
        writer.close()
    return front


async def client(port, number, requests):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    checksum = 0
    for i in range(requests):
        text = f"client {number} request {i} ".encode() * (1 + i % 6)
        kind = (number + i) % 4
        writer.write(pack(kind, text))
        got_kind, answer = await read_frame(reader)
        assert got_kind == kind
        assert answer == (text[::-1] if kind % 2 else text.upper())
        checksum = (checksum * 257 + len(answer) + answer[3]) % 999_983
    big = bytes(range(256)) * 400
    writer.write(pack(1, big))
    _, answer = await read_frame(reader)
    checksum += answer == big[::-1]
    writer.close()
    await writer.wait_closed()
    return checksum


async def main():
    backends = [Backend(bytes.upper), Backend(lambda data: data[::-1])]
    upstreams = [Upstream(await backend.listen()) for backend in backends]
    front = await asyncio.start_server(make_front(upstreams), "127.0.0.1", 0)
    port = front.sockets[0].getsockname()[1]
    sums = await asyncio.gather(*[client(port, n, 70) for n in range(18)])
    print("sums", sums)
    for upstream in upstreams:
        await upstream.close()
    front.close()
    await front.wait_closed()
    for backend in backends:
        backend.server.close()
        await backend.server.wait_closed()
        print("backend", backend.frames, backend.bytes)


asyncio.run(main())
