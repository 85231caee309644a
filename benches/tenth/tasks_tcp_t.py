"""TCP echo: several clients, one message in flight each."""
import asyncio


async def handle(reader, writer):
    try:
        while data := await reader.read(1024):
            writer.write(data)
            await writer.drain()
    finally:
        writer.close()
        await writer.wait_closed()


async def client(port, ident, rounds):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    total = 0
    for i in range(rounds):
        msg = b"%d:%d|" % (ident, i) + b"x" * (i % 40)
        writer.write(msg)
        await writer.drain()
        back = await reader.readexactly(len(msg))
        assert back == msg
        total += len(back)
    writer.close()
    await writer.wait_closed()
    return total


async def main():
    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        totals = await asyncio.gather(*(client(port, k, 1200) for k in range(12)))
    print("bytes", sum(totals), "first", totals[0])


asyncio.run(main())
