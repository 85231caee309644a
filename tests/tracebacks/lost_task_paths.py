# differs: reports of what was lost are our own
import asyncio
import sys
async def fail(n):
    await asyncio.sleep(n)
    raise ValueError(n)
async def shielded():
    await asyncio.shield(asyncio.create_task(fail(0.01), name="shielded"))
async def main():
    for coro in (shielded(), asyncio.wait_for(fail(0.01), 1)):
        try:
            await coro
        except ValueError as e:
            sys.excepthook(type(e), e, e.__traceback__)
    for f in asyncio.as_completed([fail(0.01), fail(0.02)]):
        try:
            await f
        except ValueError as e:
            sys.excepthook(type(e), e, e.__traceback__)
    async def gen():
        try:
            yield 1
            yield 2
        finally:
            await asyncio.sleep(0)
            print("gen closed")
    async for x in gen():
        break
    async def bad():
        try:
            await asyncio.sleep(10)
        finally:
            1/0
    t = asyncio.create_task(bad(), name="bad")
    await asyncio.sleep(0)
    t.cancel()
    await asyncio.sleep(0)
    try:
        async with asyncio.timeout(0.01):
            async with asyncio.TaskGroup() as tg:
                tg.create_task(fail(5), name="long")
                tg.create_task(fail(0), name="now")
    except* ValueError as eg:
        sys.excepthook(type(eg), eg, eg.__traceback__)
asyncio.run(main())
