"""Nested TaskGroups with failing members: siblings are cancelled, the exception groups
are picked apart with except*, survivors are counted."""
import asyncio


class DiskError(Exception):
    pass


class NetError(Exception):
    def __init__(self, host):
        super().__init__(f"host {host}")
        self.host = host


class Census:
    def __init__(self):
        self.done = 0
        self.cancelled = 0
        self.events = {}

    def note(self, event, n=1):
        self.events[event] = self.events.get(event, 0) + n


async def unit(census, ident, ticks):
    try:
        for _ in range(ticks):
            await asyncio.sleep(0)
        if ident % 23 == 5:
            raise DiskError(ident)
        if ident % 31 == 7:
            raise NetError(ident % 10)
    except asyncio.CancelledError:
        census.cancelled += 1
        raise
    census.done += 1
    return ident % 97


async def squad(census, base, size):
    async with asyncio.TaskGroup() as tg:
        members = [tg.create_task(unit(census, base + k, 1 + k % 4)) for k in range(size)]
    return sum(m.result() for m in members)


async def careful_squad(census, base, size):
    try:
        return await squad(census, base, size)
    except* DiskError as eg:
        census.note("disk", len(eg.exceptions))
    except* NetError as eg:
        census.note("net", len(eg.exceptions))
        census.note("hosts", sum(e.host for e in eg.exceptions))
    return -1


async def company(census, base, squads):
    async with asyncio.TaskGroup() as tg:
        teams = [tg.create_task(careful_squad(census, base + 12 * n, 3 + n % 9), name=f"team-{base}-{n}")
                 for n in range(squads)]
    return [team.result() for team in teams]


def leaves(eg):
    for exc in eg.exceptions:
        if isinstance(exc, BaseExceptionGroup):
            yield from leaves(exc)
        else:
            yield exc


async def reckless(census, base):
    """Here nothing is caught inside: the nested groups reach us as a tree."""
    try:
        async with asyncio.TaskGroup() as outer:
            for n in range(4):
                outer.create_task(squad(census, base + n * 5, 6))
    except ExceptionGroup as eg:
        kinds = sorted(type(exc).__name__ for exc in leaves(eg))
        census.note("+".join(kinds))
        disk, rest = eg.split(DiskError)
        census.note("split", (disk is not None) + 2 * (rest is not None))
    else:
        census.note("clean")


async def main():
    census = Census()
    scores = []
    for base in range(0, 40000, 800):
        scores += await company(census, base, 24)
    good = [s for s in scores if s >= 0]
    print("squads", len(scores), "good", len(good), "score", sum(good))
    print("done", census.done, "cancelled", census.cancelled)
    for base in range(0, 3000, 20):
        await reckless(census, base)
    print("done", census.done, "cancelled", census.cancelled)
    for event in sorted(census.events):
        print(f"  {event}: {census.events[event]}")


asyncio.run(main())
