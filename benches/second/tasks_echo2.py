import asyncio
async def handle(r, w):
    while True:
        line = await r.readline()
        if not line: break
        w.write(line.upper()); await w.drain()
    w.close()
async def client(port, n):
    r, w = await asyncio.open_connection("127.0.0.1", port)
    for i in range(n):
        w.write(f"hello {i}\n".encode()); await w.drain()
        a = await r.readline()
        assert a == f"HELLO {i}\n".encode()
    w.close(); await w.wait_closed()
async def main():
    s = await asyncio.start_server(handle, "127.0.0.1", 0)
    port = s.sockets[0].getsockname()[1]
    await asyncio.gather(*(client(port, 400) for _ in range(20)))
    s.close(); await s.wait_closed()
    print("ok")
asyncio.run(main())
