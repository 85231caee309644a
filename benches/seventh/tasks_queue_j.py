"""Print shop: priority jobs to workers, with join(), task_done() and a LIFO stack."""
import asyncio

ORDERS = 92000
WORKERS = 6


async def clerk(ident, jobs, count):
    state = ident + 1
    for k in range(count):
        state = (state * 16807) % 2147483647
        priority = state % 10
        pages = state // 10 % 40 + 1
        await jobs.put((priority, ident, k, pages))
        if k % 5 == 4:
            await asyncio.sleep(0)


async def printer(ident, jobs, tray, log):
    while True:
        priority, owner, k, pages = await jobs.get()
        sheet = 0
        for p in range(pages & 7):
            sheet = (sheet * 31 + p * priority + owner) % 9973
        log[ident] += pages
        tray.put_nowait((owner, priority, sheet))
        jobs.task_done()


async def binder(tray, summary):
    while True:
        owner, priority, sheet = await tray.get()
        key = (owner, priority)
        count, total = summary.get(key, (0, 0))
        summary[key] = (count + 1, total + sheet)
        tray.task_done()


async def main():
    jobs = asyncio.PriorityQueue(maxsize=50)
    tray = asyncio.LifoQueue()
    log = [0] * WORKERS
    summary = {}
    printers = [asyncio.create_task(printer(i, jobs, tray, log)) for i in range(WORKERS)]
    binders = [asyncio.create_task(binder(tray, summary)) for _ in range(2)]
    clerks = [asyncio.create_task(clerk(i, jobs, ORDERS // 4)) for i in range(4)]
    for c in clerks:
        await c
    await jobs.join()
    await tray.join()
    for t in printers + binders:
        t.cancel()
    ended = await asyncio.gather(*printers, *binders, return_exceptions=True)
    print("ended", len(ended), all(isinstance(e, asyncio.CancelledError) for e in ended))
    print("pages", sum(log), "orders", sum(c for c, _ in summary.values()))
    for owner in range(4):
        row = [summary[owner, p] for p in range(10)]
        print("clerk", owner, [c for c, _ in row], sum(t for _, t in row))


asyncio.run(main())
