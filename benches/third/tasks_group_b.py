"""TaskGroups where children fail: sibling cancellation, nested exception
groups, except* and regrouping."""
import asyncio


class BadInput(Exception):
    pass


class Overload(Exception):
    pass


def leaves(group):
    n = 0
    for exc in group.exceptions:
        if isinstance(exc, BaseExceptionGroup):
            n += leaves(exc)
        else:
            n += 1
    return n


async def child(n, stats):
    try:
        if n % 31 == 0:
            raise BadInput(n)
        await asyncio.sleep(0)
        if n % 37 == 0:
            raise Overload(n)
        await asyncio.sleep(0)
        if n % 41 == 0:
            raise KeyError(n)
        await asyncio.sleep(0)
        stats["ok"] += 1
        return n
    except asyncio.CancelledError:
        stats["cancelled"] += 1
        raise


async def team(base, stats):
    async with asyncio.TaskGroup() as tg:
        tasks = [tg.create_task(child(base + i, stats)) for i in range(12)]
    return sum(t.result() for t in tasks)


async def division(base, stats):
    value = 0
    try:
        async with asyncio.TaskGroup() as tg:
            a = tg.create_task(team(base, stats))
            b = tg.create_task(team(base + 12, stats))
            if base % 5 == 0:
                tg.create_task(child(base // 5, stats))
        value = a.result() + b.result()
    except* BadInput as eg:
        stats["bad"] += leaves(eg)
        value -= 1
    except* Overload as eg:
        stats["overload"] += leaves(eg)
        value -= 2
    except* LookupError as eg:
        stats["lookup"] += leaves(eg)
        value -= 3
    return value


async def main():
    stats = {k: 0 for k in ("ok", "cancelled", "bad", "overload", "lookup")}
    total = 0
    for outer in range(110):
        async with asyncio.TaskGroup() as tg:
            parts = [tg.create_task(division(outer * 240 + k * 24 + 1, stats))
                     for k in range(16)]
        total += sum(p.result() for p in parts)
    split = 0
    for i in range(300):
        try:
            async with asyncio.TaskGroup() as tg:
                tg.create_task(child(31 * i, stats))
                tg.create_task(child(31 * i, stats))
                raise Overload(i)
        except ExceptionGroup as eg:
            match, rest = eg.split(Overload)
            split += len(match.exceptions) * 10 + (leaves(rest) if rest else 0)
    print("total", total, "split", split)
    for k, v in stats.items():
        print(k, v)


asyncio.run(main())
