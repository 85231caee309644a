"""Echo server and a line protocol on the loopback interface."""
import asyncio

MESSAGES = 440
HOST = "127.0.0.1"


async def echo(reader, writer):
    while data := await reader.read(4096):
        writer.write(data)
        await writer.drain()
    writer.close()
    await writer.wait_closed()


async def echo_client(port, number):
    reader, writer = await asyncio.open_connection(HOST, port)
    total = 0
    for i in range(MESSAGES):
        message = bytes((number + i + k) % 256 for k in range(50))
        writer.write(message)
        await writer.drain()
        answer = await reader.readexactly(len(message))
        assert answer == message
        total += sum(answer)
    writer.close()
    await writer.wait_closed()
    return total


class Store:
    """SET key value / GET key / DEL key / QUIT, one command a line."""

    def __init__(self):
        self.data = {}
        self.commands = 0

    def execute(self, line):
        self.commands += 1
        parts = line.split()
        if not parts:
            return "ERR empty"
        command, args = parts[0].upper(), parts[1:]
        if command == "SET" and len(args) == 2:
            self.data[args[0]] = args[1]
            return "OK"
        if command == "GET" and len(args) == 1:
            return self.data.get(args[0], "NIL")
        if command == "DEL" and len(args) == 1:
            return "1" if self.data.pop(args[0], None) is not None else "0"
        return "ERR " + command

    async def handle(self, reader, writer):
        async for raw in reader:
            line = raw.decode().rstrip("\n")
            if line == "QUIT":
                break
            writer.write((self.execute(line) + "\n").encode())
        await writer.drain()
        writer.close()
        await writer.wait_closed()


async def store_client(port, number):
    reader, writer = await asyncio.open_connection(HOST, port)

    async def call(line):
        writer.write(line.encode() + b"\n")
        return (await reader.readline()).decode().strip()

    good = 0
    for i in range(MESSAGES // 4):
        key = f"k{number}.{i}"
        good += await call(f"SET {key} {i * number}") == "OK"
        good += await call(f"GET {key}") == str(i * number)
        good += await call(f"DEL {key}") == "1"
        good += (await call("JUMP")).startswith("ERR")
    writer.write(b"QUIT\n")
    rest = await reader.read()
    writer.close()
    return good + len(rest)


async def main():
    server = await asyncio.start_server(echo, HOST, 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        totals = await asyncio.gather(*(echo_client(port, n) for n in range(20)))
    print("echo", len(totals), sum(totals))

    store = Store()
    server = await asyncio.start_server(store.handle, HOST, 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        good = await asyncio.gather(*(store_client(port, n) for n in range(20)))
    print("store", sum(good), store.commands, len(store.data))


asyncio.run(main())
