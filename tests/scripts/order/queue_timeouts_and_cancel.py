# Getters that are cancelled or time out do not lose items.
import asyncio


async def main():
    q = asyncio.Queue()
    log = []

    async def get(n):
        try:
            log.append(f"{n} got {await q.get()}")
        except asyncio.CancelledError:
            log.append(f"{n} cancelled")
            raise

    ts = [asyncio.create_task(get(n)) for n in "abcd"]
    await asyncio.sleep(0)
    q.put_nowait(1)
    ts[0].cancel()
    q.put_nowait(2)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    log.append(f"size {q.qsize()}")
    ts[2].cancel()
    q.put_nowait(3)
    await asyncio.wait(ts)
    log.append(f"size {q.qsize()} {[t.cancelled() for t in ts]}")
    full = asyncio.Queue(1)
    full.put_nowait("x")

    async def put(v):
        try:
            await full.put(v)
            log.append(f"put {v}")
        except asyncio.CancelledError:
            log.append(f"put {v} cancelled")
            raise

    ps = [asyncio.create_task(put(v)) for v in "abc"]
    await asyncio.sleep(0)
    log.append(f"take {full.get_nowait()}")
    ps[0].cancel()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    log.append(f"take {full.get_nowait()}")
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    log.append(f"take {full.get_nowait()}")
    await asyncio.wait(ps)
    print("\n".join(log))


asyncio.run(main())
