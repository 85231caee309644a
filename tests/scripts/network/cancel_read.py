# A pending read is cancelled; the connection stays usable.
import asyncio


async def handle(reader, writer):
    try:
        while data := await reader.read(100):
            if data.strip() == b"go":
                writer.write(b"went\n")
                await writer.drain()
    finally:
        writer.close()


async def main():
    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    r, w = await asyncio.open_connection("127.0.0.1", port)
    try:
        await asyncio.wait_for(r.readline(), 0.02)
    except TimeoutError:
        print("nothing came in time")
    t = asyncio.create_task(r.read(10))
    await asyncio.sleep(0.01)
    print("cancel", t.cancel())
    try:
        await t
    except asyncio.CancelledError:
        print("read cancelled")
    w.write(b"go\n")
    await w.drain()
    print(await asyncio.wait_for(r.readline(), 1))
    a = asyncio.create_task(r.readline())
    await asyncio.sleep(0)
    try:
        await r.readline()
    except RuntimeError as e:
        print("RuntimeError:", e)
    a.cancel()
    await asyncio.wait([a])
    w.close()
    await w.wait_closed()
    server.close()
    await server.wait_closed()
    print("closed")


asyncio.run(main())
