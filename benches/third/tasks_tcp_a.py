"""TCP loopback: line based echo and a small key/value protocol, several
long-lived clients using readline, plus fixed blocks with readexactly."""
import asyncio

CLIENTS = 12
LINES = 1000
BLOCKS = 800
BLOCK = 2048


class KVServer:
    def __init__(self):
        self.data = {}
        self.commands = 0

    async def handle(self, reader, writer):
        while line := await reader.readline():
            self.commands += 1
            parts = line.decode().split()
            if parts[0] == "SET":
                self.data[parts[1]] = parts[2]
                reply = "OK"
            elif parts[0] == "GET":
                reply = self.data.get(parts[1], "NONE")
            else:
                reply = " ".join(parts[1:])[::-1]
            writer.write(reply.encode() + b"\n")
            await writer.drain()
        writer.close()
        await writer.wait_closed()


async def block_echo(reader, writer):
    try:
        while True:
            data = await reader.readexactly(BLOCK)
            writer.write(data[::-1])
            await writer.drain()
    except asyncio.IncompleteReadError:
        pass
    writer.close()


async def line_client(port, ident):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    check = 0
    for i in range(LINES):
        key = f"k{ident}:{i % 20}"
        if i % 3 == 0:
            cmd = f"SET {key} {i * ident}\n"
        elif i % 3 == 1:
            cmd = f"GET k{ident}:{(i - 1) % 20}\n"
        else:
            cmd = f"REV hello {ident} number {i}\n"
        writer.write(cmd.encode())
        await writer.drain()
        reply = await reader.readline()
        check = (check * 31 + sum(reply)) % 1_000_003
    writer.close()
    await writer.wait_closed()
    return check


async def block_client(port, ident):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    payload = bytes((i * ident + 1) % 256 for i in range(BLOCK))
    good = 0
    for _ in range(BLOCKS):
        writer.write(payload)
        await writer.drain()
        back = await reader.readexactly(BLOCK)
        good += back[0] == payload[-1] and back == payload[::-1]
    writer.close()
    await writer.wait_closed()
    return good


async def main():
    kv = KVServer()
    s1 = await asyncio.start_server(kv.handle, "127.0.0.1", 0)
    s2 = await asyncio.start_server(block_echo, "127.0.0.1", 0)
    p1 = s1.sockets[0].getsockname()[1]
    p2 = s2.sockets[0].getsockname()[1]
    async with s1, s2:
        checks = await asyncio.gather(*(line_client(p1, i + 1) for i in range(CLIENTS)))
        goods = await asyncio.gather(*(block_client(p2, i + 1) for i in range(6)))
    print("lines", sum(checks), kv.commands, len(kv.data))
    print("blocks", sum(goods))


asyncio.run(main())
