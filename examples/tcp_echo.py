# A TCP server and three clients in one script.
#
# `start_server` runs `answer` once for each client; `readline` and `drain` are where a conversation waits.
import asyncio


async def answer(reader, writer):
    """One client's conversation: every line comes back in capitals."""
    while line := await reader.readline():
        writer.write(line.upper())
        await writer.drain()
    writer.close()
    await writer.wait_closed()


async def talk(port, lines):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    replies = []
    for line in lines:
        writer.write(line.encode() + b"\n")
        await writer.drain()
        reply = await reader.readline()
        replies.append(reply.decode().strip())
    writer.close()
    await writer.wait_closed()
    return replies


async def main():
    server = await asyncio.start_server(answer, "127.0.0.1", 0)  # port 0: any free one
    port = server.sockets[0].getsockname()[1]
    async with server:
        conversations = await asyncio.gather(
            talk(port, ["hello", "is anybody there?"]),
            talk(port, ["one", "two", "three"]),
            talk(port, ["bye"]),
        )
    for replies in conversations:
        print(replies)


asyncio.run(main())
