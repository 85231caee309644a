# A load test of a simulated server: ramp-up, latencies, percentiles, errors by kind.
import asyncio
import random


class Server:
    def __init__(self, workers, rng):
        self.sem, self.rng, self.active, self.max_active = asyncio.Semaphore(workers), rng, 0, 0

    async def handle(self, path):
        async with self.sem:
            self.active += 1
            self.max_active = max(self.max_active, self.active)
            try:
                ticks = self.rng.randint(1, 5)
                for _ in range(ticks):
                    await asyncio.sleep(0)
                match path:
                    case "/error":
                        return 500, ticks
                    case "/slow":
                        for _ in range(20):
                            await asyncio.sleep(0)
                        return 200, ticks + 20
                    case p if p.startswith("/user/") and not p[6:].isdigit():
                        return 404, ticks
                    case _:
                        return 200, ticks
            finally:
                self.active -= 1


def percentile(values, p):
    values = sorted(values)
    return values[min(len(values) - 1, int(len(values) * p / 100))]


async def client(server, paths, results):
    for p in paths:
        status, ticks = await server.handle(p)
        results.setdefault(status, []).append(ticks)


async def main():
    rng = random.Random(9)
    server, results = Server(4, rng), {}
    choices = ["/", "/user/5", "/user/x", "/error", "/slow"]
    async with asyncio.TaskGroup() as tg:
        for n in range(10):
            tg.create_task(client(server, rng.choices(choices, [5, 3, 1, 1, 1], k=8), results))
            await asyncio.sleep(0)
    for status in sorted(results):
        ts = results[status]
        print(f"{status}: {len(ts):>3} requests, p50={percentile(ts, 50)} p95={percentile(ts, 95)} max={max(ts)}")
    print("total", sum(map(len, results.values())), "max active", server.max_active, "active now", server.active)


asyncio.run(main())
