# gather: results, errors, return_exceptions, futures and awaitables of other kinds.
import asyncio


class Awaitable:
    def __init__(self, v):
        self.v = v

    def __await__(self):
        yield from asyncio.sleep(0).__await__()
        return self.v


async def job(v, fail=None):
    await asyncio.sleep(0)
    if fail:
        raise fail
    return v


async def main():
    fut = asyncio.get_running_loop().create_future()
    fut.set_result("future")
    print(await asyncio.gather(job(1), Awaitable("custom"), fut, asyncio.create_task(job("task"))))
    for flag in (True, False):
        try:
            r = await asyncio.gather(job(1), job(2, ValueError("two")), job(3, KeyError("three")),
                                     return_exceptions=flag)
            print([repr(x) for x in r])
        except Exception as e:
            print("raised", repr(e))
        await asyncio.sleep(0)
    args = [job(i * i) for i in range(10)]
    print(await asyncio.gather(*args))
    t = asyncio.create_task(job("c"))
    t.cancel()
    try:
        await asyncio.gather(t, job("other"))
    except asyncio.CancelledError as e:
        print("cancelled child ->", repr(e))
    t = asyncio.create_task(job("c"))
    t.cancel("m")
    r = await asyncio.gather(t, job("other"), return_exceptions=True)
    print(repr(r[0]), r[1])
    try:
        asyncio.gather(1, 2)
    except TypeError as e:
        print("TypeError:", e)
    c = job("dup")
    print(await asyncio.gather(c, c))


asyncio.run(main())
