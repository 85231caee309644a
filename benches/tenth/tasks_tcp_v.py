"""Length-prefixed binary RPC with pipelined requests and out-of-order replies."""
import asyncio

ADD, MUL, REV, FAIL = range(1, 5)


def frame(req_id: int, op: int, payload: bytes) -> bytes:
    return (len(payload) + 5).to_bytes(4, "big") + req_id.to_bytes(4, "big") + bytes([op]) + payload


async def read_frame(reader: asyncio.StreamReader) -> tuple[int, int, bytes] | None:
    try:
        size = int.from_bytes(await reader.readexactly(4), "big")
        body = await reader.readexactly(size)
    except asyncio.IncompleteReadError as e:
        assert e.partial == b""
        return None
    return int.from_bytes(body[:4], "big"), body[4], body[5:]


def compute(op: int, payload: bytes) -> bytes:
    if op == ADD:
        return (sum(payload) % 65536).to_bytes(2, "little")
    if op == MUL:
        acc = 1
        for b in payload:
            acc = acc * (b | 1) % 65521
        return acc.to_bytes(2, "little")
    if op == REV:
        return payload[::-1]
    raise ValueError("bad op")


async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    async def answer(rid: int, op: int, payload: bytes) -> None:
        for _ in range(rid % 3):
            await asyncio.sleep(0)
        try:
            writer.write(frame(rid, 0, compute(op, payload)))
        except ValueError as e:
            writer.write(frame(rid, 255, str(e).encode()))

    async with asyncio.TaskGroup() as tg:
        while (msg := await read_frame(reader)) is not None:
            tg.create_task(answer(*msg))
    await writer.drain()
    writer.close()
    await writer.wait_closed()


class RpcClient:
    def __init__(self) -> None:
        self.pending: dict[int, asyncio.Future[bytes]] = {}
        self.next_id = 0

    async def connect(self, port: int) -> "RpcClient":
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", port)
        self.task = asyncio.create_task(self.receive())
        return self

    async def receive(self) -> None:
        while (msg := await read_frame(self.reader)) is not None:
            rid, status, payload = msg
            fut = self.pending.pop(rid)
            if status:
                fut.set_exception(RuntimeError(payload.decode()))
            else:
                fut.set_result(payload)

    def call(self, op: int, payload: bytes) -> "asyncio.Future[bytes]":
        fut = asyncio.get_running_loop().create_future()
        self.next_id += 1
        self.pending[self.next_id] = fut
        self.writer.write(frame(self.next_id, op, payload))
        return fut

    async def close(self) -> None:
        self.writer.write_eof()
        await self.task
        self.writer.close()
        await self.writer.wait_closed()


async def user(port: int, n: int) -> tuple[int, int]:
    cli = await RpcClient().connect(port)
    acc = errors = 0
    for i in range(110):
        data = bytes((n * 3 + i + j) % 256 for j in range(20))
        calls = [cli.call(1 + (i + j) % 4, data[j:]) for j in range(12)]
        for res in await asyncio.gather(*calls, return_exceptions=True):
            if isinstance(res, RuntimeError):
                errors += 1
            else:
                acc = (acc * 257 + int.from_bytes(res[:2], "little")) % 1_000_000_007
    await cli.close()
    assert not cli.pending
    return acc, errors


async def main() -> None:
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        for result in await asyncio.gather(*(user(port, n) for n in range(10))):
            print(*result)


asyncio.run(main())
