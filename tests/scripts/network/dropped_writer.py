# A connection whose writer nobody can reach any more is closed, and the other end is told.
import asyncio


async def serve(reader, writer):
    try:
        while line := await reader.readline():
            writer.write(line.upper())
            await writer.drain()
        log.append("end of file")
    finally:
        writer.close()
        await writer.wait_closed()
        log.append("closed")
        ended.set()


async def forgetful(port):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"hello\n")
    log.append(await reader.readline())


async def hanging(port):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"again\n")
    log.append(await reader.readline())
    await reader.readline()


async def main():
    global ended
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    for _ in range(2):
        ended = asyncio.Event()
        await forgetful(port)
        await ended.wait()
    ended = asyncio.Event()
    task = asyncio.create_task(hanging(port))
    while len(log) < 7:
        await asyncio.sleep(0)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        log.append("cancelled")
    await ended.wait()

    # one that is held stays open
    ended = asyncio.Event()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    await asyncio.sleep(0.12)
    writer.write(b"still here\n")
    log.append(await reader.readline())
    log.append(ended.is_set())
    del reader, writer
    server.close()
    await server.wait_closed()
    log.append("server closed")


log = []
asyncio.run(asyncio.wait_for(main(), 20))
print(*log, sep="\n")
