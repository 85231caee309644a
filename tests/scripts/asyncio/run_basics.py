# run: result, errors, arguments that are no coroutine, sequence of runs.
import asyncio


async def value(v):
    await asyncio.sleep(0)
    return v


async def fails():
    raise ValueError("from main")


print(asyncio.run(value(1)), asyncio.run(value(None)), asyncio.run(value([1, 2])))
try:
    asyncio.run(fails())
except ValueError as e:
    print("ValueError:", e)
for bad in (42, value, None, "x"):
    try:
        asyncio.run(bad)
    except (ValueError, TypeError) as e:
        print(type(e).__name__ + ":", "an awaitable" in str(e) or "coroutine was expected" in str(e))


async def nested():
    c = value(1)
    try:
        asyncio.run(c)
    except RuntimeError as e:
        print("RuntimeError:", e)
        return await c


print(asyncio.run(nested()))


async def exits():
    try:
        raise SystemExit(3)
    finally:
        print("finally before exit")


try:
    asyncio.run(exits())
except SystemExit as e:
    print("SystemExit", e.code)
try:
    asyncio.get_running_loop()
except RuntimeError as e:
    print("RuntimeError:", e)


async def cancelled_main():
    asyncio.current_task().cancel("me")
    await asyncio.sleep(0)


try:
    asyncio.run(cancelled_main())
except asyncio.CancelledError as e:
    print("CancelledError", e.args)
