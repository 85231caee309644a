# Echo with length-prefixed frames over many short connections, followed by a chat
# room that relays what its members say.
import asyncio


def checksum(data, start=1):
    value = start
    for byte in data:
        value = (value * 31 + byte) & 0xFFFFFF
    return value


async def send_frame(writer, payload):
    writer.write(len(payload).to_bytes(4, "big") + payload)
    await writer.drain()


async def read_frame(reader):
    try:
        header = await reader.readexactly(4)
    except asyncio.IncompleteReadError as err:
        if err.partial:
            raise
        return None
    return await reader.readexactly(int.from_bytes(header, "big"))


async def echo(reader, writer):
    while (payload := await read_frame(reader)) is not None:
        await send_frame(writer, payload[::-1])
    writer.close()


async def visitor(port, number, frames):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    check = number
    for i in range(frames):
        payload = bytes((number + i * j) % 256 for j in range(10 + 15 * (i % 3)))
        await send_frame(writer, payload)
        answer = await read_frame(reader)
        if answer[::-1] != payload:
            raise RuntimeError("garbled")
        check = checksum(answer, check)
    writer.close()
    await writer.wait_closed()
    return check


async def bulk(port, size):
    """One frame that does not fit into the buffers."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    payload = bytes(range(256)) * (size // 256)
    sending = asyncio.create_task(send_frame(writer, payload))
    answer = await read_frame(reader)
    await sending
    writer.close()
    await writer.wait_closed()
    return len(answer), answer == payload[::-1]


class Room:
    def __init__(self, expected):
        self.members = {}
        self.expected = expected
        self.full = asyncio.Event()
        self.relayed = 0

    async def join(self, reader, writer):
        name = (await reader.readline()).strip().decode()
        self.members[name] = writer
        if len(self.members) == self.expected:
            self.full.set()
        await self.full.wait()
        writer.write(b"welcome\n")
        async for line in reader:
            message = f"{name}> ".encode() + line
            for other, peer in self.members.items():
                if other != name:
                    peer.write(message)
                    self.relayed += 1
        writer.close()


async def chatter(port, name, lines, expected):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(name.encode() + b"\n")
    assert await reader.readuntil(b"\n") == b"welcome\n"
    heard = {}
    for i in range(lines):
        writer.write(f"message {i} of {name}\n".encode())
        await writer.drain()
    for _ in range(lines * (expected - 1)):
        who, _, text = (await reader.readline()).decode().partition("> ")
        heard[who] = heard.get(who, 0) + int(text.split()[1])
    writer.write_eof()
    await reader.read()
    writer.close()
    return sorted(heard.items())


async def main():
    server = await asyncio.start_server(echo, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        checks = []
        for wave in range(8):
            checks += await asyncio.gather(*(visitor(port, wave * 20 + n, 9) for n in range(20)))
        print("visitors", len(checks), sum(checks), checks[:3])
        print("bulk", await bulk(port, 1 << 20))
    room = Room(expected=8)
    server = await asyncio.start_server(room.join, host="127.0.0.1", port=0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        heard = await asyncio.gather(*(chatter(port, f"n{n}", 60, 8) for n in range(8)))
        print("chat", room.relayed, heard[0][0], heard[7][-1], len(set(map(len, heard))))


asyncio.run(main())
