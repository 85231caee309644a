# stress: 5003
# A megabyte both ways, framed by its length.
import asyncio


async def send_frame(writer, data):
    writer.write(len(data).to_bytes(4, "big"))
    writer.write(data)
    await writer.drain()


async def read_frame(reader):
    n = int.from_bytes(await reader.readexactly(4), "big")
    return await reader.readexactly(n)


async def handle(reader, writer):
    try:
        while True:
            data = await read_frame(reader)
            await send_frame(writer, data[::-1])
    except asyncio.IncompleteReadError as e:
        print("server: client left, partial", e.partial)
    finally:
        writer.close()
        await writer.wait_closed()
        finished.set()


async def main():
    global finished
    finished = asyncio.Event()
    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    r, w = await asyncio.open_connection("127.0.0.1", port)
    for size in (0, 1, 1000, 70_000, 1_000_000):
        data = bytes(i * 7 % 251 for i in range(size)) if size < 100_000 else bytes(range(250)) * (size // 250)
        send = asyncio.create_task(send_frame(w, data))
        back = await read_frame(r)
        await send
        print(size, len(back), back == data[::-1])
    w.writelines([b"\x00\x00\x00\x03", b"a", b"bc"])
    await w.drain()
    print(await read_frame(r), w.is_closing())
    w.close()
    print(w.is_closing())
    await w.wait_closed()
    await finished.wait()
    server.close()
    await server.wait_closed()


asyncio.run(main())
