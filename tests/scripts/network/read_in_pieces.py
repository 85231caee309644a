# Much data, read in pieces around the sizes at which memory changes hands, and less than was asked for.
import asyncio

SIZES = (65535, 65536, 65537, 262143, 262144, 262145, 100, 1_000_000)


async def short():
    done = asyncio.Queue()

    async def serve(reader, writer):
        try:
            await reader.readexactly(3_000_000_000)
        except asyncio.IncompleteReadError as e:
            await done.put((len(e.partial), e.expected))
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    for n in (10, 70_000, 300_000, 5_000_000):
        _, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"x" * n)
        await writer.drain()
        writer.close()
        await writer.wait_closed()
        print(await done.get())
    server.close()


async def pieces():
    async def feed(_, writer):
        for n in SIZES:
            writer.write(bytes([n % 251]) * n)
            await writer.drain()
            await asyncio.sleep(0)
        writer.close()

    server = await asyncio.start_server(feed, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    for sizes in (SIZES, (1, 1_000_000, 65536, 3, 500_000), SIZES[::-1]):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for n in sizes:
            data = await reader.readexactly(n)
            print(len(data), sum(data[::997]), data[:1], data[-1:], data[::-1][:2])
        rest = await reader.read()
        print("rest", len(rest), sum(rest[::997]))
        writer.close()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    got = check = 0
    while data := await reader.read(70_001):
        got += len(data)
        check = (check + sum(data)) % 1000003
    print(got, check)
    writer.close()
    server.close()


asyncio.run(short())
asyncio.run(pieces())
