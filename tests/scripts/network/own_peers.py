# stress: 97
"""Both ends of each connection are this process's: order, half close, resets and backpressure are those of any other."""
import asyncio

HOST = "127.0.0.1"
log = []


async def port_of(handler, host=HOST, **kwds):
    server = await asyncio.start_server(handler, host, 0, **kwds)
    return server, server.sockets[0].getsockname()[1]


async def lines(reader, writer):
    while line := await reader.readline():
        log.append(line.decode().strip())
        writer.write(line.upper())
        await writer.drain()
    writer.close()


async def order():
    """Connections made before and after the loop has slept."""
    server, port = await port_of(lines)
    old = [await asyncio.open_connection(HOST, port) for _ in range(3)]
    await asyncio.sleep(0.01)
    new = [await asyncio.open_connection(HOST, port) for _ in range(3)]
    mixed = [c for pair in zip(new, old) for c in pair]

    async def talk(n, reader, writer):
        for k in range(4):
            writer.write(f"{n}.{k}\n".encode())
            log.append((await reader.readline()).decode().strip())
            if k == 1:
                await asyncio.sleep(0.001 * (n + 1) * 4)

    await asyncio.gather(*(talk(n, *c) for n, c in enumerate(mixed)))
    print(len(log), log[:12])
    print(sorted(log))
    log.clear()
    for reader, writer in mixed:
        writer.close()
        await writer.wait_closed()
        print(await reader.read(), reader.at_eof(), end=" ")
    print()
    server.close()
    await server.wait_closed()


async def busy():
    """The loop never sleeps, and what is sent is more than the system takes at once."""
    over = False
    spins = 0

    async def spin():
        nonlocal spins
        while not over:
            spins += 1
            await asyncio.sleep(0)

    async def slow(reader, writer):
        for _ in range(300):
            await asyncio.sleep(0)
        size = 0
        while piece := await reader.read(50_000):
            size += len(piece)
            await asyncio.sleep(0)
        writer.write(b"%d" % size)
        writer.close()

    server, port = await port_of(slow, limit=20_000)
    spinner = asyncio.create_task(spin())
    reader, writer = await asyncio.open_connection(HOST, port)
    blocks = 0
    for k in range(60):
        writer.write(bytes([k]) * 200_000)
        blocks += writer.transport.get_write_buffer_size() > 0
        await writer.drain()
    writer.write_eof()
    print("sent", blocks > 0, await reader.read())
    writer.close()
    await writer.wait_closed()
    over = True
    await spinner
    print("spun", spins > 300)
    server.close()


async def early():
    """What is done before the server has taken the connection."""
    got = []
    done = asyncio.Event()

    async def take(reader, writer):
        try:
            got.append(await reader.read())
        except ConnectionResetError as e:
            got.append(type(e).__name__)
        writer.close()
        if len(got) == 4:
            done.set()

    server, port = await port_of(take)
    r1, w1 = await asyncio.open_connection(HOST, port)
    w1.write(b"and eof")
    w1.write_eof()
    r2, w2 = await asyncio.open_connection(HOST, port)
    w2.write(b"and close")
    w2.close()
    r3, w3 = await asyncio.open_connection(HOST, port)
    w3.close()
    r4, w4 = await asyncio.open_connection(HOST, port)
    w4.write_eof()
    await done.wait()
    print(sorted(got))
    print(await r1.read(), await r4.read())
    w1.close()
    w4.close()
    server.close()


async def resets():
    async def rude(reader, writer):
        await reader.readexactly(3)
        writer.transport.abort()

    async def unread(reader, writer):
        await asyncio.sleep(0.005)
        writer.close()

    server, port = await port_of(rude)
    reader, writer = await asyncio.open_connection(HOST, port)
    writer.write(b"abc")
    print(await reader.read())
    writer.close()
    server.close()
    server, port = await port_of(unread, limit=4)
    reader, writer = await asyncio.open_connection(HOST, port)
    writer.write(b"x" * 100_000)
    try:
        print(await reader.readexactly(1))
    except (ConnectionResetError, asyncio.IncompleteReadError):
        # which of them depends on how much the server had read
        print("ended")
    writer.close()
    try:
        await writer.wait_closed()
    except ConnectionResetError:
        pass
    server.close()
    try:
        await asyncio.open_connection(HOST, port)
    except OSError as e:
        print(type(e).__name__)


async def crowd():
    """Many at once, again and again at the same server; some never say anything."""
    seen = []

    async def take(reader, writer):
        line = await reader.readline()
        seen.append(line)
        writer.write(line * 2)
        await writer.drain()
        writer.close()

    server, port = await port_of(take)

    async def one(k):
        reader, writer = await asyncio.open_connection(HOST, port)
        if k % 7 == 3:
            writer.close()
            return b""
        writer.write(b"%d\n" % k)
        answer = await reader.read()
        writer.close()
        return answer

    for _ in range(3):
        answers = await asyncio.gather(*(one(k) for k in range(60)))
        print(len(answers), sum(map(len, answers)), seen[:4], len(seen))
        seen.clear()
    server.close()


async def hosts():
    """Servers at every address and at names."""
    for host, to in ((None, HOST), ("0.0.0.0", HOST), ("localhost", "localhost"), (HOST, "localhost")):
        server = await asyncio.start_server(lines, host, 0, family=2)
        port = server.sockets[0].getsockname()[1]
        reader, writer = await asyncio.open_connection(to, port, family=2)
        writer.write(b"hello\nworld\n")
        print(await reader.readline(), await reader.readline(), writer.get_extra_info("peername") == (HOST, port))
        mine = writer.get_extra_info("sockname")
        writer.close()
        await writer.wait_closed()
        print(mine[0], writer.get_extra_info("sockname") == mine)
        server.close()
    log.clear()


async def main():
    for part in (order, busy, early, resets, crowd, hosts):
        print(part.__name__)
        await asyncio.wait_for(part(), 20)


asyncio.run(main())
