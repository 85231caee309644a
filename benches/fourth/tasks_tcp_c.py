"""TCP echo and a line protocol over loopback with asyncio streams."""
import asyncio


class Stats:
    def __init__(self):
        self.connections = 0
        self.lines = 0
        self.bytes = 0


async def handle(reader, writer, stats, store):
    stats.connections += 1
    try:
        while line := await reader.readline():
            stats.lines += 1
            stats.bytes += len(line)
            cmd, _, arg = line.decode().rstrip("\n").partition(" ")
            if cmd == "ECHO":
                reply = arg
            elif cmd == "SET":
                key, value = arg.split("=", 1)
                store[key] = value
                reply = "OK"
            elif cmd == "GET":
                reply = store.get(arg, "-")
            elif cmd == "RAW":
                data = await reader.readexactly(int(arg))
                reply = str(sum(data))
            elif cmd == "QUIT":
                break
            else:
                reply = "ERR " + cmd
            writer.write(reply.encode() + b"\n")
            await writer.drain()
    finally:
        writer.close()
        await writer.wait_closed()


class Client:
    def __init__(self, port):
        self.port = port

    async def __aenter__(self):
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        return self

    async def __aexit__(self, *exc):
        self.writer.write(b"QUIT\n")
        self.writer.close()
        await self.writer.wait_closed()

    async def call(self, text, payload=b""):
        self.writer.write(text.encode() + b"\n" + payload)
        await self.writer.drain()
        return (await self.reader.readline()).decode().rstrip("\n")


async def session(port, ident, n):
    total = 0
    async with Client(port) as c:
        for i in range(n):
            total += len(await c.call(f"ECHO hello {ident} {i}"))
            if i % 10 == 0:
                await c.call(f"SET k{ident}={i}")
                total += int(await c.call(f"GET k{ident}"))
            if i % 25 == 0:
                total += int(await c.call("RAW 2000", bytes(range(200)) * 10))
        total += len(await c.call("WHAT"))
    return total


async def main():
    stats, store = Stats(), {}
    server = await asyncio.start_server(lambda r, w: handle(r, w, stats, store), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        totals = await asyncio.gather(*(session(port, k, 1300) for k in range(12)))
        print(totals[:4], sum(totals))
        for k in range(300):
            async with Client(port) as c:
                assert await c.call("ECHO x") == "x"
        await asyncio.sleep(0.02)
    print(stats.connections, stats.lines, stats.bytes, len(store), store["k3"])


asyncio.run(main())
