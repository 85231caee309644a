# chat room, key-value lines and echo over loopback
import asyncio

WORDS = 390
PEOPLE = 12


class Room:
    def __init__(self):
        self.writers = {}
        self.messages = 0
        self.everybody = asyncio.Event()

    async def talk(self, reader, writer):
        name = (await reader.readline()).decode().strip()
        self.writers[name] = writer
        writer.write(f"hello {name}\n".encode())
        if len(self.writers) == PEOPLE:
            self.everybody.set()
        await self.everybody.wait()
        writer.write(b"start\n")
        while line := await reader.readline():
            if line == b"bye\n":
                break
            self.messages += 1
            target, _, text = line.decode().partition(" ")
            self.writers[target].write(f"{name}: {text}".encode())
            await self.writers[target].drain()
        writer.write(b"end\n")
        writer.close()


async def person(port, n):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"p{n}\n".encode())
    hello = await reader.readline()
    assert hello == f"hello p{n}\n".encode()
    assert await reader.readline() == b"start\n"
    friend = f"p{(n + 1) % PEOPLE}"
    got = chars = 0
    for w in range(WORDS):
        writer.write(f"{friend} word {w * n}\n".encode())
        await writer.drain()
        line = await reader.readline()
        got += 1
        chars += len(line)
    writer.write(b"bye\n")
    while line := await reader.readline():
        if line == b"end\n":
            break
    writer.close()
    await writer.wait_closed()
    return got, chars


async def shout(reader, writer):
    """Upper-cases whatever comes, in blocks ended by a dot."""
    try:
        while True:
            block = await reader.readuntil(b".")
            writer.write(block.upper())
            await writer.drain()
    except asyncio.IncompleteReadError as exc:
        writer.write(b"rest %d" % len(exc.partial))
    writer.close()


async def shouter(port, n):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    size = 0
    for w in range(WORDS):
        writer.write(b"some words of client %d no %d." % (n, w))
        back = await reader.readuntil(b".")
        assert back.isupper()
        size += len(back)
    writer.write(b"xyz"[:n % 4])
    writer.write_eof()
    rest = await reader.read()
    writer.close()
    return size, rest


async def visit(port, n):
    """One connection for one line."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"%d." % n)
    writer.write_eof()
    data = await reader.read(-1)
    writer.close()
    await writer.wait_closed()
    return len(data)


async def main():
    room = Room()
    server = await asyncio.start_server(room.talk, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    talks = await asyncio.gather(*(person(port, n) for n in range(PEOPLE)))
    server.close()
    print("room", room.messages, sum(g for g, _ in talks), sum(c for _, c in talks))

    server = await asyncio.start_server(shout, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        shouts = await asyncio.gather(*(shouter(port, n) for n in range(PEOPLE)))
        visits = 0
        for n in range(WORDS):
            visits += await visit(port, n)
    print("shout", sum(s for s, _ in shouts), [r.decode() for _, r in shouts[:4]])
    print("visits", visits)


asyncio.run(main())
