"""Pipeline of stages joined by small queues, with contextvars carrying the
request id and a per-stage trace."""
import asyncio
import contextvars

request_id = contextvars.ContextVar("request_id", default=0)
depth = contextvars.ContextVar("depth", default=0)
END = object()


class Span:
    def __init__(self, log, name):
        self.log = log
        self.name = name

    async def __aenter__(self):
        self.token = depth.set(depth.get() + 1)
        return self

    async def __aexit__(self, *exc):
        self.log[self.name] = (self.log.get(self.name, 0) * 3
                               + request_id.get() + depth.get()) % 1_000_003
        depth.reset(self.token)


async def parse(item, log):
    async with Span(log, "parse"):
        return [int(p) for p in item.split(",")]


async def enrich(item, log):
    async with Span(log, "enrich"):
        async with Span(log, "lookup"):
            if request_id.get() % 4 == 0:
                await asyncio.sleep(0)
        return item + [request_id.get() % 7]


async def score(item, log):
    async with Span(log, "score"):
        return sum(x * (i + 1) for i, x in enumerate(item)) % 4099


async def stage(fn, inbox, outbox, log):
    while (msg := await inbox.get()) is not END:
        rid, item = msg
        token = request_id.set(rid)
        try:
            await outbox.put((rid, await fn(item, log)))
        finally:
            request_id.reset(token)
    await outbox.put(END)


async def source(out, count):
    for rid in range(1, count + 1):
        await out.put((rid, f"{rid},{rid * 3 % 101},{rid * rid % 997}"))
    await out.put(END)


async def run_pipeline(count, size, log):
    queues = [asyncio.Queue(size) for _ in range(4)]
    tasks = [asyncio.create_task(source(queues[0], count))]
    for i, fn in enumerate((parse, enrich, score)):
        tasks.append(asyncio.create_task(stage(fn, queues[i], queues[i + 1], log)))
    total = 0
    while (msg := await queues[-1].get()) is not END:
        total += msg[0] * msg[1] % 1009
    await asyncio.gather(*tasks)
    return total


async def handler(n, log):
    request_id.set(n)
    value = await score(await enrich([n, n + 1], log), log)
    return value, request_id.get()


async def main():
    log = {}
    for size in (1, 8, 64):
        print("size", size, await run_pipeline(10000, size, log))
    ctx_tasks = []
    for n in range(14000):
        ctx = contextvars.copy_context()
        ctx_tasks.append(asyncio.create_task(handler(n, log), context=ctx))
    pairs = await asyncio.gather(*ctx_tasks)
    print("handlers", sum(v for v, _ in pairs), sum(r for _, r in pairs))
    print("outer", request_id.get(), depth.get())
    for name in sorted(log):
        print(name, log[name])


asyncio.run(main())
