# Protocols of the script's own: when each method is called, flow control, errors in them, servers over them.
import asyncio


class Echo(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport = transport
        print("server: made", transport.get_extra_info("sockname")[0])

    def data_received(self, data):
        print("server: data", data)
        self.transport.write(data[::-1])

    def eof_received(self):
        print("server: eof")
        self.transport.write(b"!")

    def connection_lost(self, exc):
        print("server: lost", exc)


class Client(asyncio.Protocol):
    def __init__(self, done):
        self.done = done
        self.got = b""

    def connection_made(self, transport):
        transport.write(b"abc")
        transport.write(b"def")
        transport.write_eof()

    def data_received(self, data):
        self.got += data

    def connection_lost(self, exc):
        print("client: lost", exc)
        self.done.set_result(self.got)


async def echo():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Echo, "127.0.0.1", 0)
    print(server.is_serving(), len(server.sockets), server.get_loop() is loop)
    port = server.sockets[0].getsockname()[1]
    done = loop.create_future()
    transport, protocol = await loop.create_connection(lambda: Client(done), "127.0.0.1", port)
    print(type(protocol).__name__, transport.is_closing())
    print(await done)
    server.close()
    await server.wait_closed()
    print(server.is_serving(), server.sockets)


class Flow(asyncio.Protocol):
    def __init__(self):
        self.log = []
        self.room = asyncio.Event()

    def connection_made(self, transport):
        self.transport = transport

    def pause_writing(self):
        self.log.append("pause")

    def resume_writing(self):
        self.log.append("resume")
        self.room.set()


async def flow():
    async def handle(reader, writer):
        await asyncio.sleep(0.01)
        while await reader.read(1 << 20):
            pass
        writer.close()

    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    loop = asyncio.get_running_loop()
    transport, p = await loop.create_connection(Flow, "127.0.0.1", port)
    transport.write(bytes(20_000_000))
    print(p.log, transport.get_write_buffer_size() > 0)
    await p.room.wait()
    print(p.log)
    transport.close()
    print(transport.is_closing())
    async with server:
        pass
    print(transport.get_write_buffer_size())


class Bad(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        raise ValueError(data)


async def errors():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda loop, context: print(context["message"], repr(context["exception"])))
    server = await loop.create_server(Bad, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    r, w = await asyncio.open_connection("127.0.0.1", port)
    w.write(b"boom")
    try:
        print(await r.read())
    except ConnectionError:
        print("reset")
    w.close()
    server.close()

    async def failing(reader, writer):
        raise KeyError("handler")

    server = await asyncio.start_server(failing, "127.0.0.1", 0)
    r, w = await asyncio.open_connection("127.0.0.1", server.sockets[0].getsockname()[1])
    print(await r.read())
    w.close()
    server.close()
    await server.wait_closed()
    loop.set_exception_handler(None)


async def forever():
    async def handle(reader, writer):
        writer.write(await reader.readline())
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    task = asyncio.create_task(server.serve_forever())
    await asyncio.sleep(0)
    try:
        await server.serve_forever()
    except RuntimeError as e:
        print(str(e).rpartition(">")[2])
    r, w = await asyncio.open_connection("127.0.0.1", port)
    w.write(b"hello\n")
    print(await r.readline())
    server.close()
    try:
        await task
    except asyncio.CancelledError:
        print("closed", server.is_serving())
    try:
        await server.serve_forever()
    except RuntimeError as e:
        print(str(e).rpartition(">")[2])
    w.close()
    await w.wait_closed()
    await server.wait_closed()

    server = await asyncio.start_server(handle, "127.0.0.1", port=0, start_serving=False)
    print(server.is_serving())
    await server.start_serving()
    print(server.is_serving())
    async with server:
        task = asyncio.create_task(server.serve_forever())
        await asyncio.sleep(0)
        task.cancel()
        print(await asyncio.gather(task, return_exceptions=True), server.is_serving())


async def refused():
    server = await asyncio.start_server(lambda r, w: None, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    try:
        await asyncio.start_server(lambda r, w: None, "127.0.0.1", port)
    except OSError as e:
        print(e.errno)
    server.close()
    await server.wait_closed()
    for connect in (
        lambda: asyncio.open_connection("127.0.0.1", port),
        lambda: asyncio.open_connection(host="127.0.0.1", port=port, limit=10),
        lambda: asyncio.get_running_loop().create_connection(asyncio.Protocol, "127.0.0.1", port),
        lambda: asyncio.wait_for(asyncio.open_connection("127.0.0.1", port), 5),
    ):
        try:
            await connect()
        except ConnectionRefusedError as e:
            print(e.errno, str(e).replace(str(port), "PORT"))
    for bad in (None, None), ("127.0.0.1", 70000):
        try:
            await asyncio.open_connection(*bad)
        except (ValueError, OverflowError) as e:
            print(type(e).__name__, e)


async def main():
    for part in echo, flow, errors, forever, refused:
        print("--", part.__name__)
        await part()


asyncio.run(main())
