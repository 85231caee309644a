import asyncio
async def handle(r, w):
    try:
        while True:
            n = int.from_bytes(await r.readexactly(4), "big")
            body = await r.readexactly(n)
            w.write(n.to_bytes(4, "big") + body[::-1]); await w.drain()
    except asyncio.IncompleteReadError: pass
    w.close()
async def client(port, k):
    r, w = await asyncio.open_connection("127.0.0.1", port)
    for i in range(200):
        m = b"x" * (i * 7 % 300)
        w.write(len(m).to_bytes(4, "big") + m); await w.drain()
        n = int.from_bytes(await r.readexactly(4), "big"); await r.readexactly(n)
    w.close(); await w.wait_closed()
async def main():
    s = await asyncio.start_server(handle, "127.0.0.1", 0)
    port = s.sockets[0].getsockname()[1]
    await asyncio.gather(*(client(port, i) for i in range(50)))
    s.close()
    print("ok")
asyncio.run(main())
