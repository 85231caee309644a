# Cancel from outside and a timeout that expires at the same time.
import asyncio


async def work(log):
    try:
        async with asyncio.timeout(0.02):
            try:
                await asyncio.sleep(1)
            except asyncio.CancelledError as e:
                log.append(f"inner {e.args} cancelling={asyncio.current_task().cancelling()}")
                raise
    except TimeoutError:
        log.append("timeout")
        return "timed out"
    except asyncio.CancelledError as e:
        log.append(f"cancelled {e.args}")
        raise


async def both(log):
    t = asyncio.current_task()
    try:
        async with asyncio.timeout(0.001):
            t.cancel("by hand")
            await asyncio.sleep(1)
    except TimeoutError:
        log.append("timeout won")
    except asyncio.CancelledError as e:
        log.append(f"cancel won {e.args} {t.cancelling()}")
        t.uncancel()
    await asyncio.sleep(0)
    log.append("went on")


async def main():
    log = []
    t = asyncio.create_task(work(log))
    print(await t, log)
    log.clear()
    t = asyncio.create_task(work(log))
    await asyncio.sleep(0)
    t.cancel("outside")
    try:
        await t
    except asyncio.CancelledError as e:
        print("main", e.args, log)
    log.clear()
    await asyncio.create_task(both(log))
    print(log)
    log.clear()

    async def outer_expires_first():
        async with asyncio.timeout(0.01):
            try:
                async with asyncio.timeout(1):
                    await asyncio.sleep(1)
            except TimeoutError:
                log.append("inner timeout (never)")
            finally:
                log.append("inner left")

    try:
        await outer_expires_first()
    except TimeoutError:
        log.append("outer timeout")
    print(log, asyncio.current_task().cancelling())


asyncio.run(main())
