"""A remote calculator on length-prefixed frames, with many clients."""
import asyncio

CALLS = 200
HOST = "127.0.0.1"


class ProtocolError(Exception):
    pass


class Codec:
    """Messages are lists of strings and ints, framed by a four byte length."""

    @staticmethod
    def encode(values):
        parts = bytearray()
        for value in values:
            if isinstance(value, int):
                parts += b"i" + value.to_bytes(8, "little", signed=True)
            else:
                raw = value.encode()
                parts += b"s" + bytes([len(raw)]) + raw
        return len(parts).to_bytes(4, "big") + bytes(parts)

    @staticmethod
    def decode(data):
        values = []
        pos = 0
        while pos < len(data):
            tag = data[pos:pos + 1]
            if tag == b"i":
                values.append(int.from_bytes(data[pos + 1:pos + 9], "little", signed=True))
                pos += 9
            elif tag == b"s":
                size = data[pos + 1]
                values.append(data[pos + 2:pos + 2 + size].decode())
                pos += 2 + size
            else:
                raise ProtocolError(f"unknown tag {tag!r}")
        return values


async def read_message(reader):
    size = int.from_bytes(await reader.readexactly(4), "big")
    return Codec.decode(await reader.readexactly(size))


async def write_message(writer, *values):
    writer.write(Codec.encode(values))
    await writer.drain()


class Calculator:
    def __init__(self):
        self.sessions = 0
        self.calls = {}

    def do_add(self, a, b):
        return a + b

    def do_mul(self, a, b):
        return a * b % 1000003

    def do_div(self, a, b):
        return a // b

    def do_len(self, text, _):
        return len(text)

    async def session(self, reader, writer):
        self.sessions += 1
        try:
            while True:
                name, *args = await read_message(reader)
                self.calls[name] = self.calls.get(name, 0) + 1
                method = getattr(self, "do_" + name, None)
                if method is None:
                    await write_message(writer, "error", f"no {name}")
                    continue
                try:
                    await write_message(writer, "ok", method(*args))
                except ZeroDivisionError as exc:
                    await write_message(writer, "error", str(exc)[:200])
        except asyncio.IncompleteReadError:
            pass
        finally:
            writer.close()


class Client:
    def __init__(self, port):
        self.port = port
        self.errors = 0

    async def __aenter__(self):
        self.reader, self.writer = await asyncio.open_connection(HOST, self.port)
        return self

    async def __aexit__(self, *exc):
        self.writer.close()
        await self.writer.wait_closed()

    async def call(self, name, *args):
        await write_message(self.writer, name, *args)
        status, value = await read_message(self.reader)
        if status == "error":
            self.errors += 1
            return 0
        return value


async def user(port, n):
    total = 0
    async with Client(port) as client:
        for c in range(CALLS):
            total += await client.call("add", n, c)
            total += await client.call("mul", c * 1000, -n)
            if c % 5 == 0:
                total += await client.call("div", 1000, c % 10)
                total += await client.call("len", "x" * (c % 100), 0)
                total += await client.call("sqrt", c, c)
    return total, client.errors


class EchoProtocol(asyncio.Protocol):
    """The same thing one level lower: a protocol class."""

    received = 0

    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        EchoProtocol.received += len(data)
        self.transport.write(data)


async def main():
    calculator = Calculator()
    server = await asyncio.start_server(calculator.session, HOST, 0)
    port = server.sockets[0].getsockname()[1]
    results = await asyncio.gather(*(user(port, n) for n in range(16)))
    server.close()
    print("total", sum(t for t, _ in results), "errors", sum(e for _, e in results))
    print("calls", sorted(calculator.calls.items()), calculator.sessions)

    loop = asyncio.get_running_loop()
    server = await loop.create_server(EchoProtocol, HOST, 0)
    reader, writer = await asyncio.open_connection(HOST, server.sockets[0].getsockname()[1])
    size = 0
    for c in range(CALLS * 3):
        writer.write(b"%08d" % c)
        size += int(await reader.readexactly(8))
    writer.close()
    await writer.wait_closed()
    server.close()
    print("echo", size, EchoProtocol.received)


if __name__ == "__main__":
    asyncio.run(main())
