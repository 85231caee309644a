# A TCP echo server and three clients in one script.
import asyncio


async def handle(reader, writer):
    while line := await reader.readline():
        writer.write(line.upper())
        await writer.drain()
    writer.close()
    await writer.wait_closed()


async def client(port, name, n):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    out = []
    for i in range(n):
        writer.write(f"{name} says {i}\n".encode())
        await writer.drain()
        out.append((await reader.readline()).decode().strip())
    writer.close()
    await writer.wait_closed()
    return out


async def main():
    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    print(len(server.sockets), server.is_serving(), port > 0)
    for r in await asyncio.gather(*(client(port, n, k) for n, k in [("ann", 2), ("bob", 3), ("cid", 1)])):
        print(r)
    server.close()
    await server.wait_closed()
    print(server.is_serving())


asyncio.run(main())
