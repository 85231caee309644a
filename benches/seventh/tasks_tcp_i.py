"""Line echo server and a handful of clients over loopback streams."""
import asyncio

CLIENTS = 8
MESSAGES = 1000


class EchoServer:
    def __init__(self):
        self.lines = 0
        self.bytes = 0
        self.conns = 0

    async def handle(self, reader, writer):
        self.conns += 1
        while True:
            line = await reader.readline()
            if not line:
                break
            self.lines += 1
            self.bytes += len(line)
            writer.write(line.upper())
            await writer.drain()
        writer.close()
        await writer.wait_closed()


async def client(port, ident):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    good = 0
    check = 0
    for n in range(MESSAGES):
        text = f"client {ident} message {n} {'x' * ((n * (ident + 1)) % 40)}\n"
        writer.write(text.encode())
        await writer.drain()
        reply = await reader.readline()
        if reply.decode() == text.upper():
            good += 1
        check = (check * 31 + len(reply) + reply[0]) % 1000003
    writer.close()
    await writer.wait_closed()
    return good, check


async def main():
    echo = EchoServer()
    server = await asyncio.start_server(echo.handle, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        results = await asyncio.gather(*(client(port, i) for i in range(CLIENTS)))
    for i, (good, check) in enumerate(results):
        print("client", i, good, check)
    print("lines", echo.lines, "bytes", echo.bytes, "connections", echo.conns)


asyncio.run(main())
