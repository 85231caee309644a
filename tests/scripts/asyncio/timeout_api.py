# Timeout objects: when, reschedule, expired, misuse, timeout_at.
import asyncio


async def main():
    loop = asyncio.get_running_loop()
    cm = asyncio.timeout(10)
    print(cm.expired())
    async with cm as same:
        print(same is cm, round(cm.when() - loop.time()) in (9, 10))
        cm.reschedule(loop.time() + 0.01)
        try:
            await asyncio.sleep(5)
        except asyncio.CancelledError:
            print("rescheduled earlier, cancelled")
            cm_state = cm.expired()
            print(cm_state)
            try:
                cm.reschedule(1)
            except RuntimeError as e:
                print("RuntimeError:", e)
            try:
                raise
            except asyncio.CancelledError as e:
                err = e
        print("swallowed inside")
    print("expired but no error left", cm.expired())


async def second():
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout_at(loop.time() + 0.01) as cm:
            await asyncio.sleep(5)
    except TimeoutError:
        print("timeout_at", cm.expired())
    try:
        async with cm:
            pass
    except RuntimeError as e:
        print("RuntimeError:", e)
    fresh = asyncio.timeout(1)
    try:
        fresh.reschedule(2)
    except RuntimeError as e:
        print("RuntimeError:", e)
    async with asyncio.timeout(0.01) as cm:
        cm.reschedule(None)
        await asyncio.sleep(0.03)
    print("never expired:", cm.expired(), cm.when())
    try:
        cm.reschedule(None)
    except RuntimeError as e:
        print("RuntimeError:", e)
    try:
        async with asyncio.timeout(0.01):
            try:
                await asyncio.sleep(5)
            except asyncio.CancelledError:
                raise ValueError("other error wins")
    except ValueError as e:
        print("ValueError:", e, type(e.__context__).__name__)


asyncio.run(main())
asyncio.run(second())
