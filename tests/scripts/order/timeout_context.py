# timeout(): what is cancelled and what is not.
import asyncio


async def main():
    try:
        async with asyncio.timeout(0.01) as cm:
            print("inside", cm.expired())
            try:
                await asyncio.sleep(1)
            except asyncio.CancelledError:
                print("body cancelled", cm.expired())
                raise
    except TimeoutError as e:
        print("TimeoutError", repr(e), cm.expired(), type(e.__cause__).__name__)
    print("cancelling", asyncio.current_task().cancelling())
    async with asyncio.timeout(1) as cm:
        print("fast")
    print(cm.expired(), cm.when() > asyncio.get_running_loop().time())
    async with asyncio.timeout(None) as cm:
        print("none", cm.when())
        cm.reschedule(asyncio.get_running_loop().time() + 5)
    print(cm.expired())
    try:
        async with asyncio.timeout(1):
            async with asyncio.timeout(0.01):
                await asyncio.sleep(1)
    except TimeoutError:
        print("inner expired")
    try:
        async with asyncio.timeout(0.01) as outer:
            async with asyncio.timeout(1) as inner:
                await asyncio.sleep(1)
    except TimeoutError:
        print("outer expired", outer.expired(), inner.expired())
    try:
        async with asyncio.timeout(-1):
            print("first await is cancelled")
            await asyncio.sleep(0)
            print("not reached")
    except TimeoutError:
        print("negative")
    try:
        async with asyncio.timeout(0):
            print("no await at all")
    except TimeoutError:
        print("?")
    print("after")
    try:
        async with asyncio.timeout(0.01):
            raise KeyError("own error")
    except KeyError as e:
        print("KeyError", e)


asyncio.run(main())
