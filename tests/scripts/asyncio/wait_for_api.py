# wait_for: value, timeout, inner errors, cancellation from outside, slow clean-up.
import asyncio


async def slow(cleanup=0):
    try:
        await asyncio.sleep(5)
    except asyncio.CancelledError:
        print("slow: cancelled")
        for i in range(cleanup):
            await asyncio.sleep(0.001)
            print("slow: cleaning", i)
        raise


async def stubborn():
    try:
        await asyncio.sleep(5)
    except asyncio.CancelledError:
        return "stubborn value"


async def fails():
    await asyncio.sleep(0)
    raise LookupError("inside")


async def on_cancel_fails():
    try:
        await asyncio.sleep(5)
    except asyncio.CancelledError:
        raise RuntimeError("clean-up failed")


async def main():
    print(await asyncio.wait_for(asyncio.sleep(0, "v"), timeout=1))
    try:
        await asyncio.wait_for(slow(2), 0.01)
    except TimeoutError as e:
        print("TimeoutError", e.args, type(e.__cause__).__name__)
    try:
        await asyncio.wait_for(fails(), 1)
    except LookupError as e:
        print("LookupError", e)
    try:
        print(await asyncio.wait_for(stubborn(), 0.01))
    except TimeoutError:
        print("timeout although a value came")
    try:
        await asyncio.wait_for(on_cancel_fails(), 0.01)
    except RuntimeError as e:
        print("RuntimeError", e)
    t = asyncio.create_task(asyncio.wait_for(slow(), 5))
    await asyncio.sleep(0.001)
    t.cancel("outside")
    try:
        await t
    except asyncio.CancelledError as e:
        print("outer cancel", e.args)
    inner = asyncio.create_task(slow())
    try:
        await asyncio.wait_for(asyncio.shield(inner), 0.01)
    except TimeoutError:
        print("shielded task lives:", not inner.done())
    inner.cancel()
    await asyncio.wait([inner])
    fut = asyncio.get_running_loop().create_future()
    try:
        await asyncio.wait_for(fut, 0.001)
    except TimeoutError:
        print("future cancelled:", fut.cancelled())


asyncio.run(main())
