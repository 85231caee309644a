# except* over the errors of a TaskGroup.
import asyncio


async def fail(e):
    await asyncio.sleep(0)
    raise e


async def run_group(*errors):
    async with asyncio.TaskGroup() as tg:
        for e in errors:
            tg.create_task(fail(e))


async def main():
    try:
        await run_group(ValueError(1), TypeError(2), ValueError(3))
    except* ValueError as eg:
        print("values", eg, [e.args for e in eg.exceptions])
    except* TypeError as eg:
        print("types", eg, [e.args for e in eg.exceptions])
    try:
        try:
            await run_group(ValueError(1), KeyError(2))
        except* ValueError:
            print("handled the value")
    except ExceptionGroup as eg:
        print("left over", eg, eg.exceptions)
    try:
        await run_group(OSError("a"))
    except* OSError as eg:
        print(len(eg.exceptions))
        print(eg.derive([ValueError("x")]))
    except* Exception:
        print("never")
    else:
        print("never either")
    finally:
        print("finally")
    try:
        await run_group()
    except* Exception:
        print("no error, no clause")
    else:
        print("else runs")
    try:
        await run_group(ExceptionGroup("nested", [ValueError("deep"), KeyError("k")]))
    except* ValueError as eg:
        print(repr(eg))
    except* KeyError as eg:
        print(repr(eg))
    match_, rest = ExceptionGroup("m", [ValueError(1), TypeError(2)]).split(TypeError)
    print(repr(match_), repr(rest))


asyncio.run(main())
