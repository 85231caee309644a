# A chat server and its guests: what one says, the others hear.
#
# Both sides are in one script and talk TCP over the loopback interface.
import asyncio


class Room:
    """The server's side: who is here, and a way to tell everybody."""

    def __init__(self):
        self.guests = {}

    def tell(self, text, but=None):
        for name, writer in self.guests.items():
            if name != but:
                writer.write(f"{text}\n".encode())

    async def welcome(self, reader, writer):
        """One guest's visit: the first line is a name, every other line is said aloud."""
        name = (await reader.readline()).decode().strip()
        self.guests[name] = writer
        self.tell(f"* {name} comes in")
        try:
            while line := await reader.readline():
                self.tell(f"{name}: {line.decode().strip()}", but=name)
        finally:
            del self.guests[name]
            self.tell(f"* {name} leaves")
            writer.close()


async def visit(port, name, arrives, remarks):
    """A guest's side: listens all the time, says a remark now and then, and leaves."""
    await asyncio.sleep(arrives)
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"{name}\n".encode())

    async def listen():
        return [line.decode().strip() async for line in reader]

    listener = asyncio.create_task(listen())
    for remark in remarks:
        await asyncio.sleep(0.3)
        writer.write(f"{remark}\n".encode())
    await asyncio.sleep(0.15)
    writer.write_eof()  # no more to say; the server hangs up, and the listener ends
    heard = await listener
    writer.close()
    return name, heard


async def main():
    server = await asyncio.start_server(Room().welcome, "127.0.0.1", 0)  # port 0: any free one
    port = server.sockets[0].getsockname()[1]
    async with server:
        visits = await asyncio.gather(
            visit(port, "Ada", 0, ["hello?", "ah, company!", "see you"]),
            visit(port, "Ben", 0.4, ["hi Ada"]),
            visit(port, "Cleo", 0.5, []),
        )
    for name, heard in visits:
        print(f"{name} heard:")
        for line in heard:
            print("   ", line)


asyncio.run(main())
