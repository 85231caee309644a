"""A key-value store over TCP: line protocol, persistent connections, some pipelining."""
import asyncio


class Store:
    def __init__(self):
        self.data = {}
        self.commands = 0
        self.connections = 0

    def cmd_set(self, key, value):
        self.data[key] = value
        return "OK"

    def cmd_get(self, key):
        return self.data.get(key, "NIL")

    def cmd_incr(self, key, by="1"):
        value = int(self.data.get(key, "0")) + int(by)
        self.data[key] = str(value)
        return str(value)

    def cmd_del(self, *keys):
        return str(sum(self.data.pop(key, None) is not None for key in keys))

    def cmd_size(self):
        return str(len(self.data))

    def execute(self, line):
        self.commands += 1
        name, *args = line.split()
        method = getattr(self, "cmd_" + name.lower(), None)
        if method is None:
            return f"ERR unknown {name}"
        try:
            return method(*args)
        except (TypeError, ValueError) as err:
            return f"ERR {type(err).__name__}"

    async def serve(self, reader, writer):
        self.connections += 1
        try:
            while line := await reader.readline():
                text = line.decode().rstrip("\r\n")
                if text == "QUIT":
                    break
                writer.write(self.execute(text).encode() + b"\n")
                await writer.drain()
        finally:
            writer.close()
            await writer.wait_closed()


class Connection:
    def __init__(self, reader, writer):
        self.reader = reader
        self.writer = writer

    @classmethod
    async def open(cls, port):
        return cls(*await asyncio.open_connection("127.0.0.1", port))

    async def ask(self, *words):
        self.writer.write((" ".join(map(str, words)) + "\n").encode())
        await self.writer.drain()
        return (await self.reader.readline()).decode().strip()

    async def pipeline(self, commands):
        self.writer.write("".join(c + "\n" for c in commands).encode())
        await self.writer.drain()
        return [(await self.reader.readline()).decode().strip() for _ in commands]

    async def close(self):
        self.writer.write(b"QUIT\n")
        await self.writer.drain()
        rest = await self.reader.read()
        self.writer.close()
        await self.writer.wait_closed()
        return rest


async def user(port, number, rounds):
    conn = await Connection.open(port)
    errors = 0
    total = 0
    for i in range(rounds):
        await conn.ask("SET", f"k{number}:{i % 10}", i * number)
        total += int(await conn.ask("GET", f"k{number}:{i % 10}"))
        await conn.ask("INCR", "shared", number + 1)
        if i % 20 == 0:
            errors += (await conn.ask("FROB", i)).startswith("ERR")
            errors += (await conn.ask("INCR", "shared", "much")).startswith("ERR")
    answers = await conn.pipeline([f"INCR p{number} {n}" for n in range(rounds)])
    total += int(answers[-1])
    gone = await conn.ask("DEL", f"k{number}:0", f"k{number}:1", "nothing")
    await conn.close()
    return total, errors, int(gone)


async def main():
    store = Store()
    server = await asyncio.start_server(store.serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        results = await asyncio.gather(*(user(port, n, rounds=45) for n in range(12)))
        last = await Connection.open(port)
        print("size", await last.ask("SIZE"), "shared", await last.ask("GET", "shared"))
        await last.close()
    for part in zip(*results):
        print(sum(part), part[:5])
    print("commands", store.commands, "connections", store.connections)


asyncio.run(main())
