"""A length-prefixed echo and key/value protocol with pipelined requests."""
import asyncio

CLIENTS = 5
BATCHES = 480
BATCH = 16


def frame(payload):
    return len(payload).to_bytes(4, "big") + payload


async def read_frame(reader):
    head = await reader.readexactly(4)
    return await reader.readexactly(int.from_bytes(head, "big"))


class Store:
    def __init__(self):
        self.frames = 0

    async def serve(self, reader, writer):
        data = {}
        try:
            while True:
                request = await read_frame(reader)
                self.frames += 1
                verb, _, rest = request.partition(b" ")
                if verb == b"SET":
                    key, _, value = rest.partition(b"=")
                    data[key] = value
                    answer = b"OK"
                elif verb == b"GET":
                    answer = data.get(rest, b"?")
                else:
                    answer = rest
                writer.write(frame(answer))
                if self.frames % 8 == 0:
                    await writer.drain()
        except asyncio.IncompleteReadError:
            pass
        finally:
            writer.close()


async def client(port, ident):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    echoed = ok = missing = total = 0
    for b in range(BATCHES):
        requests = []
        for k in range(BATCH):
            n = b * BATCH + k
            if k % 4 == 0:
                requests.append(b"SET k%d=%d" % (n % 37, n * ident))
            elif k % 4 == 1:
                requests.append(b"GET k%d" % (n % 41))
            else:
                requests.append(b"ECHO " + bytes([65 + n % 26]) * (n % 90))
        writer.write(b"".join(frame(r) for r in requests))
        await writer.drain()
        for request in requests:
            answer = await read_frame(reader)
            if request.startswith(b"ECHO"):
                echoed += answer == request[5:]
            elif answer == b"OK":
                ok += 1
            elif answer == b"?":
                missing += 1
            else:
                total += int(answer)
    writer.close()
    await writer.wait_closed()
    return echoed, ok, missing, total


async def main():
    store = Store()
    server = await asyncio.start_server(store.serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    tasks = [asyncio.create_task(client(port, i + 1)) for i in range(CLIENTS)]
    for i, t in enumerate(tasks):
        print("client", i + 1, await t)
    server.close()
    await server.wait_closed()
    print("frames", store.frames)


asyncio.run(main())
