# A time limit around anything that waits.
#
# Inside `asyncio.timeout` the block is cancelled when its time is over and TimeoutError is raised at its end.
import asyncio


async def slow_answer():
    try:
        await asyncio.sleep(2)
        return 42
    except asyncio.CancelledError:
        print("  the slow answer was cancelled")
        raise


async def main():
    try:
        async with asyncio.timeout(0.1):
            print("waiting at most 0.1 s …")
            await slow_answer()
    except TimeoutError:
        print("too slow")

    print("waiting at most 5 s …")
    print("answer:", await asyncio.wait_for(asyncio.sleep(0.2, "in time"), timeout=5))

    async with asyncio.timeout(0.1) as limit:
        print("a limit can be moved while it runs")
        limit.reschedule(asyncio.get_running_loop().time() + 1)
        await asyncio.sleep(0.3)
    print("expired:", limit.expired())


asyncio.run(main())
