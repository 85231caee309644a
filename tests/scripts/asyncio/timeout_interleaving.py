# Timeouts nested, expired, rescheduled, and beside cancellations from outside.
import asyncio


async def nested():
    log = []
    try:
        async with asyncio.timeout(0.002) as outer:
            try:
                async with asyncio.timeout(10) as inner:
                    await asyncio.sleep(5)
            except TimeoutError:
                log.append("inner")
            except asyncio.CancelledError:
                log.append(f"cancelled {inner.expired()} {outer.expired()}")
                raise
    except TimeoutError as e:
        log.append(f"outer {type(e.__cause__).__name__} {e.__suppress_context__}")
    print(log, outer.expired(), inner.expired(), repr(outer), repr(inner))
    try:
        async with asyncio.timeout(0.002) as outer:
            async with asyncio.timeout(0.002) as inner:
                await asyncio.sleep(5)
    except TimeoutError as e:
        print(outer.expired(), inner.expired(), asyncio.current_task().cancelling())


async def at_once():
    log = []

    async def other(name):
        for i in range(3):
            log.append(f"{name}{i}")
            await asyncio.sleep(0)

    t = asyncio.create_task(other("t"))
    try:
        async with asyncio.timeout(0):
            log.append("body")
            await asyncio.sleep(0)
            log.append("after one turn")
            await asyncio.sleep(0)
            log.append("never")
    except TimeoutError:
        log.append("expired")
    await t
    print(log)
    async with asyncio.timeout(-1) as tm:
        log.append("no await, no expiry")
    print(tm.expired(), repr(tm))
    async with asyncio.timeout(None) as tm:
        print(tm.when(), repr(tm))
        await asyncio.sleep(0)
    print(repr(tm))


async def rescheduled():
    loop = asyncio.get_running_loop()
    async with asyncio.timeout(0.001) as tm:
        tm.reschedule(loop.time() + 60)
        await asyncio.sleep(0.003)
        tm.reschedule(None)
    print(tm.expired(), tm.when())
    try:
        async with asyncio.timeout(None) as tm:
            await asyncio.sleep(0)
            tm.reschedule(loop.time() - 1)
            tm.reschedule(loop.time() + 100)
            tm.reschedule(loop.time() - 1)
            await asyncio.sleep(1)
    except TimeoutError:
        print("struck", tm.expired())
    for bad in (tm, asyncio.timeout(1)):
        try:
            bad.reschedule(5)
        except RuntimeError as e:
            print(e)
    try:
        async with tm:
            pass
    except RuntimeError as e:
        print(e)


async def from_outside():
    log = []

    async def body():
        try:
            async with asyncio.timeout(0):
                try:
                    await asyncio.sleep(1)
                finally:
                    log.append(asyncio.current_task().cancelling())
        except TimeoutError:
            log.append("timeout")
        except asyncio.CancelledError:
            log.append(f"cancelled {asyncio.current_task().cancelling()}")
            raise

    t = asyncio.create_task(body())
    await asyncio.sleep(0)
    t.cancel()
    print(await asyncio.gather(t, return_exceptions=True), log)


async def errors():
    try:
        async with asyncio.timeout(0):
            try:
                await asyncio.sleep(1)
            except asyncio.CancelledError:
                raise KeyError("mine")
    except KeyError as e:
        print(repr(e), repr(e.__context__), repr(e.__context__.__cause__))
    try:
        async with asyncio.timeout(10):
            raise LookupError("plain")
    except LookupError as e:
        print(repr(e), e.__context__)
    try:
        asyncio.timeout("soon")
    except TypeError as e:
        print(e)


async def waiting():
    async def work(n):
        await asyncio.sleep(0)
        return n

    print(await asyncio.wait_for(work(1), 5), await asyncio.wait_for(work(2), None))
    for limit in (0, 0.001):
        try:
            await asyncio.wait_for(asyncio.sleep(3), limit)
        except TimeoutError as e:
            print(limit, repr(e), repr(e.__cause__))
    ready = asyncio.get_running_loop().create_future()
    ready.set_result("ready")
    print(await asyncio.wait_for(ready, 0))

    async def stubborn():
        try:
            await asyncio.sleep(3)
        except asyncio.CancelledError:
            return "anyway"

    print(await asyncio.wait_for(stubborn(), 0.001))


async def main():
    for part in (nested, at_once, rescheduled, from_outside, errors, waiting):
        print("--", part.__name__)
        await part()


asyncio.run(main())
