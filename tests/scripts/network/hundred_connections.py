# stress: 5003
# One hundred clients at once.
import asyncio

served = 0


async def handle(reader, writer):
    global served
    n = int(await reader.readline())
    writer.write(b"%d\n" % (n * n))
    await writer.drain()
    served += 1
    await reader.read()
    writer.close()


async def client(port, n, gate):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    gate.connected += 1
    if gate.connected == 100:
        gate.all_in.set()
    await gate.all_in.wait()
    writer.write(b"%d\n" % n)
    await writer.drain()
    r = int(await reader.readline())
    writer.close()
    await writer.wait_closed()
    return r


class Gate:
    def __init__(self):
        self.connected = 0
        self.all_in = asyncio.Event()


async def main():
    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    gate = Gate()
    async with server:
        results = await asyncio.gather(*(client(port, n, gate) for n in range(100)))
    print(results == [n * n for n in range(100)], sum(results), served, gate.connected)


asyncio.run(main())
