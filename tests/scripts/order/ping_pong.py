# Two tasks hand a ball to each other through events, queues and futures.
import asyncio


async def event_player(name, mine, theirs, n):
    for i in range(n):
        await mine.wait()
        mine.clear()
        print(name, i)
        theirs.set()


async def queue_player(name, inbox, outbox, n):
    for _ in range(n):
        v = await inbox.get()
        print(name, v)
        outbox.put_nowait(v + 1)


async def future_player(name, court, n):
    loop = asyncio.get_running_loop()
    for i in range(n):
        court[name] = loop.create_future()
        v = await court[name]
        print(name, "returns", v)
        other = "ping" if name == "pong" else "pong"
        loop.call_soon(lambda v=v, o=other: court[o].done() or court[o].set_result(v + 1))


async def main():
    a, b = asyncio.Event(), asyncio.Event()
    a.set()
    await asyncio.gather(event_player("ping", a, b, 4), event_player("pong", b, a, 4))
    q, r = asyncio.Queue(), asyncio.Queue()
    q.put_nowait(0)
    await asyncio.gather(queue_player("tick", q, r, 3), queue_player("tock", r, q, 3))
    print("left", q.qsize(), r.qsize())
    court = {}
    ts = [asyncio.create_task(future_player(n, court, 3)) for n in ("ping", "pong")]
    await asyncio.sleep(0)
    court["ping"].set_result(100)
    await asyncio.gather(*ts)


asyncio.run(main())
