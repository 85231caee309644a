# Errors in handlers, timeouts, two servers, serve as a task.
import asyncio


async def slow(reader, writer):
    try:
        await reader.readline()
        await asyncio.sleep(5)
    except asyncio.CancelledError:
        print("handler cancelled")
        raise
    finally:
        writer.close()


async def adder(reader, writer):
    a, b = (await reader.readline()).split()
    writer.write(str(int(a) + int(b)).encode() + b"\n")
    await writer.drain()
    writer.close()


async def ask(port, text):
    r, w = await asyncio.open_connection("127.0.0.1", port)
    try:
        w.write(text)
        await w.drain()
        return await r.readline()
    finally:
        w.close()
        await w.wait_closed()


async def main():
    s1 = await asyncio.start_server(adder, "127.0.0.1", 0)
    s2 = await asyncio.start_server(slow, "127.0.0.1", 0)
    p1, p2 = (s.sockets[0].getsockname()[1] for s in (s1, s2))
    print(p1 != p2)
    print(await asyncio.gather(*(ask(p1, b"%d %d\n" % (i, i + 1)) for i in range(5))))
    try:
        await asyncio.wait_for(ask(p2, b"x\n"), 0.03)
    except TimeoutError:
        print("slow server: timeout")
    serving = asyncio.create_task(s1.serve_forever())
    await asyncio.sleep(0)
    print(await ask(p1, b"20 22\n"))
    serving.cancel()
    try:
        await serving
    except asyncio.CancelledError:
        print("serve_forever cancelled", s1.is_serving())
    try:
        await ask(p1, b"1 2\n")
    except ConnectionRefusedError:
        print("refused after close")
    s2.close()


asyncio.run(main())
