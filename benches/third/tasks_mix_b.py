"""Chat over TCP: clients join rooms, every message is broadcast to the room;
each member checks what it received."""
import asyncio

ROOMS = 4
MEMBERS = 8
MESSAGES = 220


class Member:
    def __init__(self, name, writer):
        self.name = name
        self.writer = writer
        self.outbox = asyncio.Queue()
        self.pump = asyncio.create_task(self._pump())

    async def _pump(self):
        while (msg := await self.outbox.get()) is not None:
            self.writer.write(msg)
            await self.writer.drain()


class ChatServer:
    def __init__(self):
        self.rooms = {}
        self.relayed = 0
        self.full = [asyncio.Event() for _ in range(ROOMS)]

    def broadcast(self, room, line):
        for m in self.rooms[room].values():
            m.outbox.put_nowait(line)
            self.relayed += 1

    async def handle(self, reader, writer):
        hello = (await reader.readline()).decode().split()
        room, name = int(hello[1]), hello[2]
        member = Member(name, writer)
        self.rooms.setdefault(room, {})[name] = member
        if len(self.rooms[room]) == MEMBERS:
            self.full[room].set()
        await self.full[room].wait()
        member.outbox.put_nowait(b"WELCOME\n")
        try:
            async for line in reader:
                text = line.decode().rstrip("\n")
                if text == "QUIT":
                    break
                self.broadcast(room, f"{name}: {text}\n".encode())
        finally:
            member.outbox.put_nowait(None)
            await member.pump
            writer.close()


async def listen(reader, expected):
    per = {}
    check = 0
    for _ in range(expected):
        line = (await reader.readline()).decode()
        name, _, text = line.partition(": ")
        per[name] = per.get(name, 0) + 1
        check += sum(text.encode()) * len(name)
    return check, len(per), min(per.values())


async def chatter(port, room, ident):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"JOIN {room} user{ident}\n".encode())
    assert await reader.readline() == b"WELCOME\n"
    ear = asyncio.create_task(listen(reader, MEMBERS * MESSAGES))
    for i in range(MESSAGES):
        writer.write(f"message {i} from {ident} in room {room}\n".encode())
        await writer.drain()
        await asyncio.sleep(0)
    result = await asyncio.wait_for(ear, 60)
    writer.write(b"QUIT\n")
    await writer.drain()
    writer.close()
    await writer.wait_closed()
    return result


async def main():
    chat = ChatServer()
    server = await asyncio.start_server(chat.handle, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        out = await asyncio.gather(*(chatter(port, r, r * MEMBERS + i)
                                     for r in range(ROOMS) for i in range(MEMBERS)))
    print("relayed", chat.relayed)
    print("check", sum(c for c, _, _ in out))
    print("names", {n for _, n, _ in out}, "each", {m for _, _, m in out})


asyncio.run(main())
