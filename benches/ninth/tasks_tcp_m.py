"""Line-based key/value server with several pipelining clients over loopback."""
import asyncio


class KeyValueServer:
    def __init__(self):
        self.data = {}
        self.commands = 0
        self.clients = 0
        self.verbs = {
            "SET": self.do_set,
            "GET": self.do_get,
            "INCR": self.do_incr,
            "KEYS": self.do_keys,
        }

    def do_set(self, key, *words):
        self.data[key] = " ".join(words)
        return "OK"

    def do_get(self, key):
        return self.data.get(key, "NIL")

    def do_incr(self, key, by="1"):
        value = int(self.data.get(key, 0)) + int(by)
        self.data[key] = str(value)
        return str(value)

    def do_keys(self, prefix):
        return str(sum(key.startswith(prefix) for key in self.data))

    def execute(self, line):
        verb, *args = line.split(" ")
        self.commands += 1
        try:
            return self.verbs[verb](*args)
        except KeyError:
            return f"ERR unknown {verb}"
        except (TypeError, ValueError):
            return f"ERR bad arguments for {verb}"

    async def serve(self, reader, writer):
        self.clients += 1
        while line := await reader.readline():
            command = line.decode().rstrip("\n")
            if command == "QUIT":
                break
            writer.write(self.execute(command).encode() + b"\n")
            await writer.drain()
        writer.close()
        await writer.wait_closed()


class Client:
    def __init__(self, host, port):
        self.address = host, port

    async def __aenter__(self):
        self.reader, self.writer = await asyncio.open_connection(*self.address)
        return self

    async def __aexit__(self, *exc):
        self.writer.write(b"QUIT\n")
        rest = await self.reader.read()
        assert rest == b""
        self.writer.close()
        await self.writer.wait_closed()

    async def call(self, *words):
        self.writer.write((" ".join(map(str, words)) + "\n").encode())
        return (await self.reader.readline()).decode()[:-1]

    async def pipeline(self, commands):
        for words in commands:
            self.writer.write(" ".join(words).encode() + b"\n")
        await self.writer.drain()
        return [(await self.reader.readline()).decode().strip() for _ in commands]


async def session(host, port, number):
    errors = total = 0
    async with Client(host, port) as client:
        for i in range(90):
            assert await client.call("SET", f"c{number}:{i}", "value", i * number) == "OK"
            if i % 10 == 0:
                errors += (await client.call("INCR", f"c{number}:{i}")).startswith("ERR")
                errors += (await client.call("DROP", i)).startswith("ERR")
            await client.call("INCR", "shared", number)
        batch = [("GET", f"c{number}:{i}") for i in range(90)] + [("KEYS", f"c{number}:")]
        *values, count = await client.pipeline(batch)
        total = sum(int(v.split()[1]) for v in values) + int(count)
    return errors, total


async def main():
    store = KeyValueServer()
    server = await asyncio.start_server(store.serve, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()[:2]
    async with server:
        results = await asyncio.gather(*(session(host, port, n) for n in range(1, 21)))
    print("errors", [e for e, _ in results])
    print("totals", [t for _, t in results])
    print("shared", store.data["shared"], "keys", len(store.data))
    print("commands", store.commands, "clients", store.clients)


asyncio.run(main())
