# Readers at their borders: separators, limits, exceptions, second readers, cancelled reads; by hand and not at once.
import asyncio


def show(e):
    print(type(e).__name__, e)


async def until():
    r = asyncio.StreamReader()
    r.feed_data(b"a;b,,c\r\nrest")
    print(await r.readuntil(b";"), await r.readuntil((b"\r\n", b",,")), await r.readuntil((b"\n", b"\r\n")))
    for bad in b"", (), (b"x", b""):
        try:
            await r.readuntil(bad)
        except ValueError as e:
            show(e)
    r.feed_eof()
    try:
        await r.readuntil(b"nowhere")
    except asyncio.IncompleteReadError as e:
        print(e.partial, e.expected, e)
    print(await r.readline(), await r.read(), r.at_eof())


async def limits():
    r = asyncio.StreamReader(limit=8)
    r.feed_data(b"0123456789\nshort\nvery long and without an end")
    try:
        await r.readline()
    except ValueError as e:
        show(e)
    print(await r.readline())
    try:
        await r.readline()
    except ValueError as e:
        show(e)
    r.feed_data(b"12345678\n123456789\n")
    print(await r.readuntil())
    try:
        await r.readuntil(b"\n")
    except asyncio.LimitOverrunError as e:
        print(e.consumed, e)
    print(await r.readexactly(10))
    for bad in 0, -1:
        try:
            asyncio.StreamReader(limit=bad)
        except ValueError as e:
            show(e)


async def pieces():
    # a separator that comes in pieces, and lines that are finished later
    r = asyncio.StreamReader()
    lines = asyncio.create_task(r.readuntil(b"--end--"))
    for part in b"one --e", b"nd-", b"-two\nthr", b"ee\n", b"four":
        await asyncio.sleep(0)
        r.feed_data(part)
    print(await lines)
    print(await r.readline(), await r.readline())
    rest = asyncio.create_task(r.read())
    await asyncio.sleep(0)
    r.feed_data(b" five")
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    r.feed_data(b" six")
    r.feed_eof()
    print(await rest, await r.read(), await r.read(0))


async def two_readers():
    r = asyncio.StreamReader()
    first = asyncio.create_task(r.readexactly(3))
    await asyncio.sleep(0)
    for read in r.read(1), r.readline(), r.readexactly(1), r.readuntil(b"x"), r.read():
        try:
            await read
        except RuntimeError as e:
            show(e)
    first.cancel()
    try:
        await first
    except asyncio.CancelledError:
        print("first given up")
    r.feed_data(b"abc")
    print(await r.readexactly(3))


async def broken():
    r = asyncio.StreamReader()
    waiting = asyncio.create_task(r.readline())
    await asyncio.sleep(0)
    r.set_exception(ConnectionResetError("gone"))
    try:
        await waiting
    except ConnectionResetError as e:
        show(e)
    for read in r.read, r.readline, lambda: r.readexactly(0):
        try:
            await read()
        except ConnectionResetError as e:
            show(e)
    print(repr(r.exception()))


async def not_at_once():
    r = asyncio.StreamReader()
    r.feed_data(b"abc\ndef\nghi")
    r.feed_eof()
    coroutine = r.readline()
    print(asyncio.iscoroutine(coroutine), coroutine.__name__, await coroutine)
    print(await asyncio.wait_for(r.read(2), 1), await asyncio.gather(r.readline()))
    task = asyncio.create_task(r.readexactly(5))
    try:
        await task
    except asyncio.IncompleteReadError as e:
        print(e)
    for bad in "x", None:
        try:
            await r.readexactly(bad)
        except TypeError as e:
            show(e)
    try:
        asyncio.StreamReader().feed_data("text")
    except TypeError:
        print("no text")


class Counting(asyncio.StreamReader):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.fed = 0

    def feed_data(self, data):
        self.fed += len(data)
        super().feed_data(data)


class Shouting(asyncio.StreamReaderProtocol):
    def data_received(self, data):
        print("protocol got", data)
        super().data_received(data.upper())

    def connection_lost(self, exc):
        print("protocol lost", exc)
        super().connection_lost(exc)


async def subclasses():
    async def handle(reader, writer):
        async for line in reader:
            writer.write(b"<" + line.strip() + b">\n")
        writer.close()

    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    loop = asyncio.get_running_loop()
    reader = Counting(limit=100)
    transport, protocol = await loop.create_connection(lambda: Shouting(reader), "127.0.0.1", port)
    writer = asyncio.StreamWriter(transport, protocol, reader, loop)
    writer.writelines([b"one\n", bytearray(b"two\n")])
    await writer.drain()
    print(await reader.readline(), await reader.readline(), reader.fed)
    print(writer.can_write_eof(), writer.transport is transport, transport.get_protocol() is protocol)
    writer.write_eof()
    print(await reader.read())
    writer.close()
    await writer.wait_closed()
    server.close()
    await server.wait_closed()


async def main():
    for part in until, limits, pieces, two_readers, broken, not_at_once, subclasses:
        print("--", part.__name__)
        await part()


asyncio.run(main())
