"""Request/response matching over futures: wait_for with retries on lost replies."""
import asyncio

REQUESTS = 38000
WINDOW = 25


class Wire:
    """Delivers each request one loop turn later; drops a few."""

    def __init__(self, loop):
        self.loop = loop
        self.pending = {}
        self.sent = 0
        self.dropped = 0

    def send(self, ident, attempt, payload):
        fut = self.loop.create_future()
        self.pending[ident] = fut
        self.sent += 1
        if attempt == 0 and ident % 97 == 5:
            self.dropped += 1
        else:
            self.loop.call_soon(self.deliver, ident, payload)
        return fut

    def deliver(self, ident, payload):
        fut = self.pending.pop(ident)
        if not fut.done():
            fut.set_result(sum(payload) * 7 % 1013)


async def request(wire, ident):
    payload = (ident, ident >> 3, ident & 15)
    for attempt in range(3):
        limit = 0.001 if attempt == 0 and ident % 97 == 5 else 30
        try:
            return await asyncio.wait_for(wire.send(ident, attempt, payload), limit), attempt
        except asyncio.TimeoutError:
            wire.pending.pop(ident, None)
    return 0, 3


async def checksum(wire, start):
    acc = 0
    retried = 0
    for ident in range(start, REQUESTS, WINDOW):
        answer, attempts = await asyncio.wait_for(request(wire, ident), timeout=60)
        acc = (acc * 3 + answer) % 1000003
        retried += attempts
    return acc, retried


async def main():
    wire = Wire(asyncio.get_running_loop())
    jobs = [asyncio.create_task(checksum(wire, k)) for k in range(WINDOW)]
    done = [await asyncio.wait_for(asyncio.shield(j), None) for j in jobs]
    print("sent", wire.sent, "dropped", wire.dropped, "pending", len(wire.pending))
    print("retried", sum(r for _, r in done))
    print("sums", [a for a, _ in done[:6]])
    print("all", sum(a for a, _ in done))


asyncio.run(main())
