"""RPC clients with deadlines: asyncio.timeout around every call, nested budgets."""
import asyncio

CLIENTS = 440
CALLS = 300


class Server:
    def __init__(self):
        self.handled = 0
        self.hung = 0

    async def call(self, client, n):
        self.handled += 1
        if (client * CALLS + n) % 701 == 700:
            self.hung += 1
            await asyncio.get_running_loop().create_future()
        if n % 3 == 0:
            await asyncio.sleep(0)
        return (client * 131 + n * 17) % 1009


async def with_budget(server, client, n):
    async with asyncio.timeout(0.002 if hangs(client, n) else 20):
        first = await server.call(client, n)
        async with asyncio.timeout(0.002 if hangs(client, n + 1) else 10) as inner:
            second = await server.call(client, n + 1)
            if n % 10 == 0:
                inner.reschedule(asyncio.get_running_loop().time() + 30)
        return first + second


async def client(server, ident):
    total = 0
    late = 0
    for n in range(0, CALLS, 2):
        try:
            if n % 4 == 0:
                total += await with_budget(server, ident, n)
            else:
                async with asyncio.timeout(0.002 if hangs(ident, n) else 15):
                    total += await server.call(ident, n)
        except TimeoutError:
            late += 1
    return total, late


def hangs(ident, n):
    return (ident * CALLS + n) % 701 == 700


async def main():
    server = Server()
    results = []
    for first in range(0, CLIENTS, 20):
        wave = [client(server, i) for i in range(first, first + 20)]
        results += await asyncio.gather(*wave)
    print("handled", server.handled, "hung", server.hung)
    print("total", sum(t for t, _ in results), "late", sum(l for _, l in results))


asyncio.run(main())
