import asyncio

# A tiny key-value store speaking a line protocol:
#   SET key value | GET key | INCR key | DEL key | KEYS | QUIT


class Store:
    def __init__(self):
        self.data = {}
        self.commands = 0

    def execute(self, line):
        self.commands += 1
        parts = line.split(" ", 2)
        method = getattr(self, "do_" + parts[0].lower(), None)
        if method is None:
            return "-ERR unknown command " + parts[0]
        try:
            return method(*parts[1:])
        except TypeError:
            return "-ERR arity"
        except ValueError:
            return "-ERR not an integer"

    def do_set(self, key, value):
        self.data[key] = value
        return "+OK"

    def do_get(self, key):
        return "$" + self.data[key] if key in self.data else "$nil"

    def do_incr(self, key):
        v = int(self.data.get(key, "0")) + 1
        self.data[key] = str(v)
        return ":%d" % v

    def do_del(self, key):
        return ":1" if self.data.pop(key, None) is not None else ":0"

    def do_keys(self):
        return "*" + ",".join(sorted(self.data))


class Server:
    def __init__(self):
        self.store = Store()
        self.connections = 0

    async def on_connect(self, reader, writer):
        self.connections += 1
        while True:
            raw = await reader.readline()
            if not raw:
                break
            line = raw.decode().rstrip("\r\n")
            if line == "QUIT":
                writer.write(b"+BYE\r\n")
                await writer.drain()
                break
            writer.write(self.store.execute(line).encode() + b"\r\n")
        writer.close()
        await writer.wait_closed()


async def session(port, n):
    r, w = await asyncio.open_connection("127.0.0.1", port)
    tally = {}

    async def call(cmd):
        w.write(cmd.encode() + b"\r\n")
        reply = (await r.readline()).decode().strip()
        tally[reply[0]] = tally.get(reply[0], 0) + 1
        return reply

    for i in range(250):
        await call(f"SET k{n}.{i % 20} value number {i}")
        await call(f"GET k{n}.{(i + 7) % 20}")
        await call("INCR shared")
        if i % 10 == 0:
            await call(f"DEL k{n}.{i % 20}")
            await call(f"INCR k{n}.{(i + 1) % 5}")
            await call("NOPE")
            await call("SET onlykey")
    assert await call("QUIT") == "+BYE"
    assert await r.read() == b""
    w.close()
    await w.wait_closed()
    return tally


async def main():
    srv = Server()
    server = await asyncio.start_server(srv.on_connect, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    tallies = await asyncio.gather(*(session(port, n) for n in range(12)))
    server.close()
    await server.wait_closed()
    merged = {}
    for t in tallies:
        for k, v in t.items():
            merged[k] = merged.get(k, 0) + v
    for k in sorted(merged):
        print(repr(k), merged[k])
    print("connections", srv.connections, "commands", srv.store.commands)
    print("shared", srv.store.data["shared"], "keys", srv.store.do_keys().count(",") + 1)


asyncio.run(main())
