# stress: 5003
"""Small and large pieces in turn on one connection: what comes out is what was put in, however it is read."""
import asyncio

HOST = "127.0.0.1"


def pattern(n, k):
    return bytes((i * 7 + k) % 251 for i in range(min(n, 5000))) * (n // 5000 + 1)


def piece(n, k):
    return pattern(n, k)[:n]


SIZES = [1, 10, 40_000, 3, 300_000, 70_000, 5, 65_536, 131_072, 262_144, 262_145, 2, 1_000_000, 9, 32_768, 32_767, 50]


async def speak(reader, writer):
    """Answers a size with so many bytes and a line."""
    while line := await reader.readline():
        size, k = map(int, line.split())
        writer.write(piece(size, k))
        writer.write(b"end %d\n" % k)
        await writer.drain()
    writer.write(b"bye")
    writer.close()
    await writer.wait_closed()


async def exact(port):
    reader, writer = await asyncio.open_connection(HOST, port)
    good = 0
    for k, size in enumerate(SIZES):
        writer.write(b"%d %d\n" % (size, k))
        good += await reader.readexactly(size) == piece(size, k)
        good += await reader.readline() == b"end %d\n" % k
    writer.write_eof()
    rest = await reader.read()
    writer.close()
    await writer.wait_closed()
    return good, rest


async def in_parts(port, step):
    reader, writer = await asyncio.open_connection(HOST, port, limit=1 << 20)
    good = 0
    for k, size in enumerate(SIZES):
        writer.write(b"%d %d\n" % (size, k))
        got = bytearray()
        while len(got) < size:
            part = await reader.read(min(step, size - len(got)))
            assert 0 < len(part) <= step
            got += part
        good += bytes(got) == piece(size, k)
        good += await reader.readuntil(b"\n") == b"end %d\n" % k
    writer.close()
    await writer.wait_closed()
    return good


async def all_at_once(port):
    reader, writer = await asyncio.open_connection(HOST, port)
    for k, size in enumerate(SIZES):
        writer.write(b"%d %d\n" % (size, k))
    writer.write_eof()
    data = await reader.read()
    writer.close()
    await writer.wait_closed()
    return data == b"".join(piece(n, k) + b"end %d\n" % k for k, n in enumerate(SIZES)) + b"bye"


async def upload(reader, writer):
    total, check = 0, 0
    while data := await reader.read(10_000):
        total += len(data)
        check = (check + sum(data)) % 1_000_003
        if total % 3 == 0:
            await asyncio.sleep(0)
    writer.write(f"{total} {check}".encode())
    writer.close()


async def send(port, k):
    reader, writer = await asyncio.open_connection(HOST, port)
    sent = check = 0
    for i, size in enumerate(SIZES):
        data = piece(size, k + i)
        writer.write(data)
        sent += size
        check = (check + sum(data)) % 1_000_003
        await writer.drain()
    writer.write_eof()
    answer = await reader.read()
    writer.close()
    await writer.wait_closed()
    return answer.decode() == f"{sent} {check}"


class Counter(asyncio.Protocol):
    """Large pieces for a protocol of the script's."""

    total = ends = 0

    def data_received(self, data):
        assert isinstance(data, bytes) and data
        Counter.total += len(data)

    def eof_received(self):
        Counter.ends += 1

    def connection_lost(self, exc):
        assert exc is None


async def cut_off(port):
    """The end comes in the middle of a large piece."""
    reader, writer = await asyncio.open_connection(HOST, port)
    writer.write(b"500000 4\n")
    writer.write_eof()
    try:
        await reader.readexactly(2_000_000)
    except asyncio.IncompleteReadError as e:
        result = len(e.partial), e.expected, e.partial[:500_000] == piece(500_000, 4)
    writer.close()
    await writer.wait_closed()
    return result


async def main():
    server = await asyncio.start_server(speak, HOST, 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        print(await asyncio.gather(*(exact(port) for _ in range(3))))
        print(await asyncio.gather(*(in_parts(port, step) for step in (1000, 4096, 70_000, 400_000))))
        print(await asyncio.gather(*(all_at_once(port) for _ in range(3))))
        print(await cut_off(port))
    server = await asyncio.start_server(upload, HOST, 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        print(await asyncio.gather(*(send(port, k) for k in range(4))))
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Counter, HOST, 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        for k in range(3):
            _, writer = await asyncio.open_connection(HOST, port)
            for size in SIZES:
                writer.write(piece(size, k))
            await writer.drain()
            writer.close()
            await writer.wait_closed()
        await asyncio.sleep(0.05)
    print(Counter.total == 3 * sum(SIZES), Counter.ends)


asyncio.run(main())
