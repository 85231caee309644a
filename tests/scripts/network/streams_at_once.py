# Streams by hand and over connections: what is there already, what comes in pieces, what never comes.
import asyncio


async def by_hand():
    r = asyncio.StreamReader()
    r.feed_data(b"abcdef\nxyz\n12")
    print(await r.readexactly(3), await r.readline(), await r.read(2), await r.readuntil(b"\n"), await r.read(100))

    async def later():
        for part in b"12", b"3456", b"", b"789":
            await asyncio.sleep(0)
            r.feed_data(part)
        r.feed_eof()

    t = asyncio.create_task(later())
    print(await r.readexactly(5), await r.readexactly(0), r.at_eof())
    try:
        await r.readexactly(10)
    except asyncio.IncompleteReadError as e:
        print(e.partial, e.expected)
    await t
    try:
        await r.readexactly(1)
    except asyncio.IncompleteReadError as e:
        print(e.partial, e.expected, r.at_eof())
    try:
        await r.readexactly(-1)
    except ValueError as e:
        print(e)
    print(await r.read(5), await r.readline())


async def handle(r, w):
    seen.append(w.get_extra_info("peername")[0])
    try:
        while True:
            n = int.from_bytes(await r.readexactly(2), "big")
            w.write(n.to_bytes(2, "big"))
            w.write((await r.readexactly(n))[::-1])
            await w.drain()
    except asyncio.IncompleteReadError as e:
        seen.append(e.partial)
    w.close()
    await w.wait_closed()


seen = []


async def client(port, k):
    r, w = await asyncio.open_connection("127.0.0.1", port)
    for i in range(60):
        m = bytes([65 + i % 26]) * (i * k % 90) + b"!"
        w.write(len(m).to_bytes(2, "big") + m)
        await w.drain()
        n = int.from_bytes(await r.readexactly(2), "big")
        assert await r.readexactly(n) == m[::-1]
    w.write(b"\0")
    w.write_eof()
    rest = await r.read()
    w.close()
    await w.wait_closed()
    return rest, w.get_extra_info("peername") == ("127.0.0.1", port), w.get_extra_info("nothing", 5)


async def main():
    await by_hand()
    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    print(set(await asyncio.gather(*(client(port, k) for k in range(12)))))
    server.close()
    await server.wait_closed()
    print(sorted(map(str, seen)))
    for _ in range(3):
        try:
            await asyncio.open_connection("127.0.0.1", port)
        except OSError as e:
            print(type(e).__name__)
    try:
        async with asyncio.timeout(0.000001):
            await asyncio.sleep(10)
    except TimeoutError:
        print("in time")


asyncio.run(main())
