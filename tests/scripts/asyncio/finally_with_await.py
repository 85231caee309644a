# finally blocks that await, return in finally, nested finally under cancellation.
import asyncio


async def work(tag, mode):
    try:
        print(tag, "begin")
        if mode == "raise":
            raise ValueError(tag)
        if mode == "return":
            return f"{tag} result"
        await asyncio.sleep(5)
    except ValueError as e:
        print(tag, "handles", e)
        await asyncio.sleep(0)
        return f"{tag} handled"
    finally:
        await asyncio.sleep(0)
        print(tag, "finally")


async def override():
    try:
        await asyncio.sleep(5)
    finally:
        return "return in finally swallows the cancel"


async def nested():
    try:
        try:
            await asyncio.sleep(5)
        finally:
            print("inner begin")
            await asyncio.sleep(0.001)
            print("inner end")
    finally:
        print("outer begin")
        await asyncio.sleep(0.001)
        print("outer end")


async def loop_finally():
    for i in range(3):
        try:
            await asyncio.sleep(0)
            if i == 1:
                continue
            if i == 2:
                break
        finally:
            print("loop finally", i)
    else:
        print("never")


async def main():
    print(await work("a", "raise"))
    print(await work("b", "return"))
    t = asyncio.create_task(work("c", "sleep"))
    await asyncio.sleep(0)
    t.cancel()
    try:
        await t
    except asyncio.CancelledError:
        print("c cancelled")
    for f in (override, nested):
        t = asyncio.create_task(f())
        await asyncio.sleep(0)
        t.cancel()
        try:
            print(f.__name__, await t)
        except asyncio.CancelledError:
            print(f.__name__, "cancelled")
    await loop_finally()


asyncio.run(main())
