# write_eof, get_extra_info, reading to the end.
import asyncio


async def handle(reader, writer):
    data = await reader.read()
    writer.write(b"got %d bytes" % len(data))
    await writer.drain()
    writer.close()
    await writer.wait_closed()


async def main():
    server = await asyncio.start_server(handle, host="127.0.0.1", port=0)
    addr = server.sockets[0].getsockname()
    r, w = await asyncio.open_connection(*addr)
    print(w.get_extra_info("peername") == addr, w.get_extra_info("nothing", "default"), w.can_write_eof())
    for part in (b"one ", b"two ", b"three"):
        w.write(part)
    w.write_eof()
    print(await r.read(), r.at_eof())
    w.close()
    await w.wait_closed()
    server.close()
    await server.wait_closed()


asyncio.run(main())
