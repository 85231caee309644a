"""Cancellation drill: nested scopes, clean-up handlers, shielded commits and
cancel messages that travel through several frames."""
import asyncio


class Transaction:
    committed = 0
    rolled_back = 0

    def __init__(self, journal):
        self.journal = journal

    async def __aenter__(self):
        self.rows = []
        return self

    async def __aexit__(self, exc_type, exc, tb):
        if exc_type is None:
            self.journal.extend(self.rows)
            Transaction.committed += 1
        else:
            await asyncio.sleep(0)      # a clean-up that itself awaits
            Transaction.rolled_back += 1
        return False

    def write(self, row):
        self.rows.append(row)


async def step(n):
    await asyncio.sleep(0)
    return n


async def slow_writer(journal, ident, steps):
    async with Transaction(journal) as tx:
        for n in range(steps):
            tx.write(ident * 100 + await step(n))
    return ident


async def cancel_after(task, ticks, reason):
    for _ in range(ticks):
        await asyncio.sleep(0)
    return task.cancel(reason)


async def drill(journal, ident, tally):
    steps = 2 + ident % 9
    task = asyncio.create_task(slow_writer(journal, ident, steps))
    killer = asyncio.create_task(cancel_after(task, 3 + ident % 5, f"reason-{ident % 7}"))
    try:
        await task
        tally["finished"] += 1
    except asyncio.CancelledError as exc:
        reason = str(exc)
        tally[reason] = tally.get(reason, 0) + 1
    delivered = await killer
    tally["delivered"] += delivered


async def shielded(journal, ident, tally):
    inner = asyncio.create_task(slow_writer(journal, ident, 4))
    outer = asyncio.shield(inner)
    await asyncio.sleep(0)
    outer.cancel()
    try:
        await outer
    except asyncio.CancelledError:
        tally["outer_cancelled"] = tally.get("outer_cancelled", 0) + 1
    survived = await inner == ident
    tally["shielded"] = tally.get("shielded", 0) + survived


async def nested(ident, tally):
    where = "nowhere"
    try:
        async with asyncio.timeout(3600):
            where = "outer"
            try:
                async with asyncio.timeout(-1 if ident % 2 else 3600):
                    where = "inner"
                    await step(ident)
                    await step(ident + 1)
            except TimeoutError:
                where = "inner-expired"
                await asyncio.wait_for(step(ident), timeout=None)
    finally:
        tally[where] = tally.get(where, 0) + 1


async def main():
    journal = []
    tally = {"finished": 0, "delivered": 0}
    for block in range(80):
        jobs = []
        for ident in range(block * 36, block * 36 + 36):
            jobs.append(drill(journal, ident, tally))
            if ident % 3 == 0:
                jobs.append(shielded(journal, ident, tally))
            if ident % 2 == 0:
                jobs.append(nested(ident // 2, tally))
        await asyncio.gather(*jobs)
    print("committed", Transaction.committed, "rolled back", Transaction.rolled_back)
    print("journal", len(journal), sum(journal))
    for key in sorted(tally):
        print(f"  {key}: {tally[key]}")


asyncio.run(main())
