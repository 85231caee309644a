# Connecting where nobody listens.
import asyncio


async def main():
    server = await asyncio.start_server(lambda r, w: None, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    server.close()
    await server.wait_closed()
    for i in range(2):
        try:
            await asyncio.open_connection("127.0.0.1", port)
        except ConnectionRefusedError as e:
            print(type(e).__name__, isinstance(e, OSError), e.errno)
    results = await asyncio.gather(*(asyncio.open_connection("127.0.0.1", port) for _ in range(3)), return_exceptions=True)
    print([type(r).__name__ for r in results])
    try:
        await asyncio.wait_for(asyncio.open_connection("127.0.0.1", port), 1)
    except OSError as e:
        print("OSError", type(e).__name__)


asyncio.run(main())
