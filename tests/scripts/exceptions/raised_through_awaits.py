# stress: 97
"""Exceptions that pass many frames that await, and what their tracebacks tell."""
import asyncio


class Refused(Exception):
    def __init__(self, reason, depth):
        super().__init__(reason)
        self.reason = reason
        self.depth = depth


async def down(n, waits, kind):
    if n == 0:
        if waits:
            await asyncio.sleep(0)
        raise kind
    return await down(n - 1, waits, kind) + 1


async def with_finally(n, seen, kind):
    if n == 0:
        raise kind
    try:
        await with_finally(n - 1, seen, kind)
    finally:
        seen.append(n)


async def changed(n):
    if n == 0:
        raise KeyError("deep")
    try:
        await changed(n - 1)
    except LookupError as e:
        if n % 5 == 0:
            raise ValueError(n) from e
        raise
    except ValueError as e:
        if n % 3 == 0:
            e.__traceback__ = None
        raise


def frames(e):
    names, tb = [], e.__traceback__
    while tb:
        names.append(tb.tb_frame.f_code.co_name)
        tb = tb.tb_next
    return len(names), names[:2], names[-1]


async def main():
    for turn in range(40):
        for n in (0, 1, 3, 4, 5, 15, 16, 17, 60):
            for waits in (False, True):
                try:
                    await down(n, waits, Refused("no", n))
                except Refused as e:
                    told = n, e.reason, e.depth, frames(e)
                if turn == 39:
                    print(*told)
    for kind in (StopIteration(1), StopAsyncIteration(), GeneratorExit(), asyncio.CancelledError(), KeyError("k")):
        for turn in range(30):
            seen = []
            try:
                await with_finally(12, seen, kind)
            except BaseException as e:
                told = type(e).__name__, str(e), frames(e)[1:], len(seen), type(e.__cause__).__name__
                e.__traceback__ = None
        print(*told)
    for n in (1, 4, 5, 9, 12):
        for turn in range(20):
            try:
                await changed(n)
            except Exception as e:
                told = repr(e), repr(e.__cause__), repr(e.__context__), frames(e)
        print(*told)
    same = Refused("again", 0)
    for turn in range(3):
        try:
            await down(6, False, same)
        except Refused as e:
            print(frames(e)[0])

    async def whole(n):
        await down(n, True, Refused("cancelled", n))

    got = await asyncio.gather(*(whole(n) for n in range(6)), return_exceptions=True)
    print([(e.depth, frames(e)[0]) for e in got])


asyncio.run(main())
