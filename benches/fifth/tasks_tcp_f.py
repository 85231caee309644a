import asyncio

FRAMES = 440
CLIENTS = 25


class FrameStream:
    """Length-prefixed frames: two bytes of length, one byte of kind, a body."""

    def __init__(self, reader, writer):
        self.reader = reader
        self.writer = writer
        self.sent = 0
        self.received = 0

    async def send(self, kind: int, body: bytes) -> None:
        self.writer.write(len(body).to_bytes(2, "big") + bytes([kind]) + body)
        self.sent += 1
        await self.writer.drain()

    async def receive(self) -> tuple:
        head = await self.reader.readexactly(3)
        body = await self.reader.readexactly(int.from_bytes(head[:2], "big"))
        self.received += 1
        return head[2], body

    async def close(self) -> None:
        self.writer.close()
        try:
            await self.writer.wait_closed()
        except ConnectionError:
            pass


ECHO, REVERSE, SUM, BYE = range(4)


class FrameServer:
    def __init__(self):
        self.connections = 0
        self.frames = 0
        self.by_kind = [0, 0, 0, 0]

    async def __call__(self, reader, writer):
        self.connections += 1
        stream = FrameStream(reader, writer)
        try:
            while True:
                kind, body = await stream.receive()
                self.frames += 1
                self.by_kind[kind] += 1
                if kind == BYE:
                    break
                await stream.send(kind, self.answer(kind, body))
        except asyncio.IncompleteReadError:
            pass
        finally:
            await stream.close()

    def answer(self, kind: int, body: bytes) -> bytes:
        if kind == ECHO:
            return body
        if kind == REVERSE:
            return body[::-1]
        return (sum(body) % 65536).to_bytes(2, "big")


class FrameClient:
    def __init__(self, number: int):
        self.number = number
        self.checksum = 0
        self.errors = 0

    async def run(self, port: int) -> int:
        stream = FrameStream(*await asyncio.open_connection("127.0.0.1", port))
        for i in range(FRAMES):
            kind = (self.number + i) % 3
            body = f"client {self.number} frame {i} ".encode() * (i % 5 + 1)
            await stream.send(kind, body)
            got_kind, got = await stream.receive()
            if got_kind != kind or (kind == REVERSE and got[::-1] != body):
                self.errors += 1
            for b in got[:16]:
                self.checksum = (self.checksum * 33 + b) % 1000003
        if self.number % 2:
            await stream.send(BYE, b"")
        await stream.close()
        return self.checksum


async def pipelined(port: int, count: int) -> int:
    """Send everything first, then read all the answers."""
    stream = FrameStream(*await asyncio.open_connection("127.0.0.1", port))
    for i in range(count):
        await stream.send(SUM, bytes([i % 256]) * 20)
    total = 0
    for _ in range(count):
        _, body = await stream.receive()
        total += int.from_bytes(body, "big")
    await stream.send(BYE, b"")
    await stream.close()
    return total


async def main() -> None:
    handler = FrameServer()
    server = await asyncio.start_server(handler, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    clients = [FrameClient(n) for n in range(CLIENTS)]
    sums = await asyncio.gather(*(c.run(port) for c in clients))
    print("sums", sum(sums), "errors", sum(c.errors for c in clients))
    print("pipelined", await pipelined(port, FRAMES * 5))
    server.close()
    await server.wait_closed()
    print("server", handler.connections, handler.frames, handler.by_kind)


if __name__ == "__main__":
    asyncio.run(main())
