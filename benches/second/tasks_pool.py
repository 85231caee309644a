import asyncio
async def worker(q, out):
    while True:
        item = await q.get()
        if item is None: q.task_done(); return
        out.append(item * 2)
        q.task_done()
async def main():
    q = asyncio.Queue(50); out = []
    ws = [asyncio.create_task(worker(q, out)) for _ in range(8)]
    for i in range(50000): await q.put(i)
    for _ in ws: await q.put(None)
    await q.join(); await asyncio.gather(*ws)
    pq = asyncio.PriorityQueue()
    for i in range(16000): pq.put_nowait(((i * 7919) % 1009, i))
    tot = 0
    while not pq.empty(): tot += (await pq.get())[0]
    print(len(out), sum(out), tot)
asyncio.run(main())
