# Streams whose readers are slow, that end one way or both, or are given up while data are on the way.
import asyncio

BIG = bytes(range(256)) * 4096


async def slow_echo(reader, writer):
    parts = []
    while part := await reader.read(50_000):
        parts.append(part)
        await asyncio.sleep(0)
    data = b"".join(parts)
    writer.write(data[::-1])
    writer.write_eof()
    await writer.drain()
    writer.close()


async def big_client(port):
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1000)
    writer.write(BIG)
    await writer.drain()
    writer.write_eof()
    back = await reader.read()
    writer.close()
    await writer.wait_closed()
    return back == BIG[::-1]


async def lines(reader, writer):
    # everything at once, and the end right behind it
    writer.write(b"".join(b"line %d\n" % i for i in range(1000)) + b"rest")
    writer.close()


async def line_client(port):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    await asyncio.sleep(0.01)
    n = 0
    async for line in reader:
        n += len(line)
    print(n, reader.at_eof(), await reader.readline(), await reader.read(10))
    writer.close()


async def silent(reader, writer):
    print("server got", await reader.read(100))
    writer.close()


async def impatient(port):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        await asyncio.wait_for(reader.readexactly(10), 0.01)
    except TimeoutError:
        print("nothing came")
    writer.write(b"bye")
    await writer.drain()
    try:
        await reader.readexactly(10)
    except asyncio.IncompleteReadError as e:
        print("ended", e.partial)
    writer.close()


async def with_server(handle, client, times=1):
    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        return await asyncio.gather(*(client(port) for _ in range(times)))


async def pauses():
    # what is written while the transport does not read is there when it reads again
    async def handle(reader, writer):
        writer.transport.pause_reading()
        await asyncio.sleep(0.02)
        writer.transport.resume_reading()
        print(await reader.readline(), await reader.read())
        writer.close()

    async def client(port):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"one\ntwo")
        await writer.drain()
        await asyncio.sleep(0.005)
        writer.write(b" three")
        writer.close()
        await writer.wait_closed()
        await asyncio.sleep(0.05)

    await with_server(handle, client)


async def main():
    print(await with_server(slow_echo, big_client, 5))
    await with_server(lines, line_client)
    await with_server(silent, impatient)
    await pauses()


asyncio.run(main())
