# lost: the run ends while a task is asleep
# What happens at the end of run: a leftover task is cancelled, then awaited.
import asyncio


async def leftover(name, cleanup):
    try:
        print(name, "starts")
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        print(name, "cancelled")
        for i in range(cleanup):
            await asyncio.sleep(0)
            print(name, "cleanup", i)
        raise
    finally:
        print(name, "finally")


async def main():
    global keep
    keep = [asyncio.create_task(leftover(n, k)) for n, k in [("a", 2)]]
    await asyncio.sleep(0)
    print("main returns")
    return 42


print("run ->", asyncio.run(main()))
print([t.cancelled() for t in keep])


async def failing_main():
    global keep
    keep = [asyncio.create_task(leftover("z", 1))]
    await asyncio.sleep(0)
    raise LookupError("main failed")


try:
    asyncio.run(failing_main())
except LookupError as e:
    print("caught", e)
print(keep[0].cancelled())
