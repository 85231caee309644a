# read, readline, readexactly, readuntil, at_eof, IncompleteReadError.
import asyncio


async def handle(reader, writer):
    writer.write(b"first line\nsecond line\n0123456789")
    await writer.drain()
    await asyncio.sleep(0.01)
    writer.write(b"abc;def;tail")
    await writer.drain()
    writer.close()


async def main():
    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()
    r, w = await asyncio.open_connection(host, port)
    print(await r.readline(), await r.readline(), await r.readexactly(4), await r.readexactly(6))
    print(await r.readuntil(b";"), await r.readuntil(b";"), r.at_eof())
    print(await r.read(2), await r.read(), await r.read(), r.at_eof())
    w.close()
    await w.wait_closed()
    r, w = await asyncio.open_connection(host, port)
    print(await r.readexactly(10))
    try:
        await r.readexactly(1000)
    except asyncio.IncompleteReadError as e:
        print("IncompleteReadError", e.partial, e.expected, e)
    print(await r.read(10), await r.readline())
    w.close()
    r, w = await asyncio.open_connection(host, port)
    await r.readexactly(5)
    try:
        await r.readuntil(b"never")
    except asyncio.IncompleteReadError as e:
        print("IncompleteReadError", len(e.partial), e.expected, isinstance(e, EOFError))
    w.close()
    r, w = await asyncio.open_connection(host, port)
    lines = []
    async for line in r:
        lines.append(line)
    print(lines)
    print(await r.read(0), await r.readexactly(0))
    try:
        await r.readexactly(-1)
    except ValueError as e:
        print("ValueError:", e)
    w.close()
    server.close()
    await server.wait_closed()


asyncio.run(main())
