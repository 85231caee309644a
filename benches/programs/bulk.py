# Frames of 4 kB to 250 kB over loopback TCP, there and back: 8 clients, 60 frames each.
import asyncio


async def read_frame(reader):
    size = int.from_bytes(await reader.readexactly(4), "big")
    return await reader.readexactly(size)


def write_frame(writer, payload):
    writer.write(len(payload).to_bytes(4, "big") + payload)


async def handle(reader, writer):
    try:
        while True:
            write_frame(writer, await read_frame(reader))
            await writer.drain()
    except asyncio.IncompleteReadError:
        writer.close()


async def client(port, number):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    got = 0
    for i in range(60):
        payload = bytes([number, i]) * (2000 << i % 7)
        write_frame(writer, payload)
        await writer.drain()
        answer = await read_frame(reader)
        got += len(answer) if answer == payload else 0
    writer.close()
    await writer.wait_closed()
    return got


async def main():
    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    print(sum(await asyncio.gather(*(client(port, n) for n in range(8)))))
    server.close()


asyncio.run(main())
