# An error in a task reaches whoever awaits it, with context and identity kept.
import asyncio


class AppError(Exception):
    def __init__(self, code, text):
        super().__init__(code, text)
        self.code = code


async def low():
    await asyncio.sleep(0)
    raise AppError(7, "low level")


async def mid():
    try:
        await low()
    except AppError as e:
        raise RuntimeError("mid failed") from e


async def main():
    t = asyncio.create_task(mid())
    try:
        await t
    except RuntimeError as e:
        print(repr(e), repr(e.__cause__), e.__cause__.code, e is t.exception())
    t = asyncio.create_task(low())
    try:
        try:
            await t
        finally:
            print("finally in main")
    except AppError as e:
        print(e.args, str(e))
    t = asyncio.create_task(low())
    await asyncio.wait([t])
    print(repr(t.exception()))
    try:
        raise KeyError("handling")
    except KeyError:
        try:
            await low()
        except AppError as e:
            print(repr(e.__context__))

    async def stop():
        raise StopIteration("odd")

    try:
        await asyncio.create_task(stop())
    except RuntimeError as e:
        print("RuntimeError:", e, repr(e.__cause__))

    async def fire(n):
        await asyncio.sleep(0.001 * n)
        raise AppError(n, f"task {n}")

    ts = [asyncio.create_task(fire(n)) for n in range(3)]
    for t in ts:
        try:
            await t
        except AppError as e:
            print("code", e.code)
    results = await asyncio.gather(*(fire(n) for n in range(3)), return_exceptions=True)
    print(results, [r.code for r in results])


asyncio.run(main())
