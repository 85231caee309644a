# A heartbeat beside a long job; it ends with the job.
import asyncio


async def heartbeat(period, beats):
    try:
        while True:
            await asyncio.sleep(period)
            beats.append("beat")
    except asyncio.CancelledError:
        beats.append("stopped")
        raise


async def long_job(steps):
    for i in range(steps):
        await asyncio.sleep(0.02)
        print("step", i)
    return "job result"


async def with_heartbeat(coro, period):
    beats = []
    hb = asyncio.create_task(heartbeat(period, beats))
    try:
        return await coro, beats
    finally:
        hb.cancel()
        try:
            await hb
        except asyncio.CancelledError:
            print("heartbeat ended:", beats[-1])


async def main():
    result, beats = await with_heartbeat(long_job(4), 0.025)
    print(result, beats.count("beat") >= 1)
    try:
        await with_heartbeat(asyncio.wait_for(long_job(9), 0.03), 0.01)
    except TimeoutError:
        print("timed out, heartbeat gone too")
    print(len(asyncio.all_tasks()))


asyncio.run(main())
