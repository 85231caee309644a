# A chat server: every line goes to all the others.
import asyncio


class Room:
    def __init__(self):
        self.members = {}

    def tell(self, text, but=None):
        for name, w in self.members.items():
            if name != but:
                w.write(text.encode() + b"\n")

    async def handle(self, reader, writer):
        name = (await reader.readline()).decode().strip()
        self.tell(f"* {name} joined")
        self.members[name] = writer
        writer.write(b"welcome " + name.encode() + b"\n")
        try:
            async for line in reader:
                text = line.decode().strip()
                if text == "/quit":
                    break
                self.tell(f"<{name}> {text}", but=name)
        finally:
            del self.members[name]
            self.tell(f"* {name} left")
            writer.close()


async def join(port, name):
    r, w = await asyncio.open_connection("127.0.0.1", port)
    w.write(name.encode() + b"\n")
    print(f"{name}:", (await r.readline()).decode().strip())
    return r, w


async def main():
    room = Room()
    server = await asyncio.start_server(room.handle, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    ra, wa = await join(port, "ann")
    rb, wb = await join(port, "bob")
    print("ann hears:", await ra.readline())
    wb.write(b"hi ann\n")
    print("ann hears:", await ra.readline())
    wa.write("grüße\n".encode())
    print("bob hears:", (await rb.readline()).decode().strip())
    wa.write(b"/quit\n")
    print("bob hears:", await rb.readline())
    print("ann is out:", await ra.read())
    wb.close()
    await wb.wait_closed()
    await asyncio.sleep(0.01)
    print(list(room.members))
    server.close()
    await server.wait_closed()


asyncio.run(main())
