# Writing: what is written in a turn, order among connections, full buffers, lost connections, errors.
import asyncio


async def serve(handle, client):
    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    async with server:
        return await client(server.sockets[0].getsockname()[1])


async def order():
    log = []

    async def handle(reader, writer):
        name = await reader.readline()
        while line := await reader.readline():
            log.append(name[:1] + line[:1])
        writer.close()

    async def client(port):
        a = await asyncio.open_connection("127.0.0.1", port)
        b = await asyncio.open_connection("127.0.0.1", port)
        a[1].write(b"a\n")
        b[1].write(b"b\n")
        for i in range(3):
            for _, w in (a, b):
                w.write(b"%d\n" % i)
                w.write(b"%d\n" % (i + 5))
                print(w.transport.get_write_buffer_size(), end=" ")
            await asyncio.sleep(0.002)
        print()
        for _, w in (b, a):
            w.close()
            await w.wait_closed()
        await asyncio.sleep(0.01)
        print(sorted(log), [x[1:] for x in log if x[:1] == b"a"])

    await serve(handle, client)


async def together():
    # many small writes without a turn between them arrive whole and in order; so does what close() is called behind
    async def handle(reader, writer):
        data = await reader.read()
        print(len(data), data[:20], data[-12:])
        for i in range(1000):
            writer.write(b"%d," % i)
        writer.write(b"x" * 100_000)
        writer.writelines([b"the", b" ", b"end"])
        writer.close()
        await writer.wait_closed()

    async def client(port):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for i in range(5000):
            writer.write(f"line {i}\n".encode())
            if i % 1000 == 0:
                await writer.drain()
        writer.write_eof()
        try:
            writer.write(b"more")
        except RuntimeError as e:
            print(e)
        data = await reader.read()
        print(len(data), data[:10], data[-10:])
        writer.close()
        await writer.wait_closed()

    await serve(handle, client)


async def full():
    # a peer that does not read: the writer waits, and goes on when there is room
    go = asyncio.Event()

    async def handle(reader, writer):
        await go.wait()
        total = 0
        while data := await reader.read(1 << 16):
            total += len(data)
        writer.write(b"%d" % total)
        writer.close()

    async def client(port):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.transport.set_write_buffer_limits(high=1000)
        print(writer.transport.get_write_buffer_limits())
        sent = 0
        while writer.transport.get_write_buffer_size() == 0:
            writer.write(b"." * 70_000)
            sent += 70_000
            await asyncio.sleep(0)
        drained = asyncio.create_task(writer.drain())
        await asyncio.sleep(0.01)
        print(drained.done(), writer.transport.get_write_buffer_size() > 0)
        go.set()
        await drained
        print(writer.transport.get_write_buffer_size() <= 1000)
        writer.write_eof()
        print(int(await reader.read()) == sent)
        writer.close()
        await writer.wait_closed()

    await serve(handle, client)


async def lost():
    async def handle(reader, writer):
        await reader.readline()
        writer.transport.abort()

    async def client(port):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"hello\n")
        n = 0
        try:
            while True:
                writer.write(b"x" * 1000)
                await writer.drain()
                await asyncio.sleep(0.001)
                n += 1
        except ConnectionError as e:
            print("lost", n > 0, writer.is_closing())
        try:
            await reader.read()
        except ConnectionError:
            print("reading fails, too")
        writer.write(b"into the void")
        writer.close()
        try:
            await writer.wait_closed()
        except ConnectionError:
            print("wait_closed fails")

    await serve(handle, client)


async def errors():
    async def handle(reader, writer):
        for bad in "text", 5, None, [b"x"]:
            try:
                writer.write(bad)
            except TypeError as e:
                print(e)
        try:
            writer.writelines([b"ok", "no"])
        except TypeError as e:
            print(e)
        writer.write(b"")
        writer.write(b" done")
        print(writer.get_extra_info("sockname")[0], writer.get_extra_info("nothing", 7), writer.is_closing())
        writer.close()
        print(writer.is_closing(), writer.get_extra_info("peername")[0])
        await writer.wait_closed()

    async def client(port):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        print(await reader.read())
        print(writer.get_extra_info("peername") == ("127.0.0.1", port))
        writer.close()
        await writer.wait_closed()
        print(writer.get_extra_info("sockname")[0])

    await serve(handle, client)


async def main():
    for part in order, together, full, lost, errors:
        print("--", part.__name__)
        await part()


asyncio.run(main())
