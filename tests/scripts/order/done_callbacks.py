# add_done_callback: order, removal, duplicates and callbacks added by callbacks.
import asyncio


def cb(name):
    def call(fut):
        print("callback", name, fut.cancelled() or fut.exception() or fut.result())
    return call


async def job(v, fail=False):
    await asyncio.sleep(0)
    if fail:
        raise KeyError(v)
    return v


async def main():
    t = asyncio.create_task(job("v"))
    one, two = cb("one"), cb("two")
    t.add_done_callback(one)
    t.add_done_callback(two)
    t.add_done_callback(one)
    print("removed", t.remove_done_callback(one))
    print("removed", t.remove_done_callback(one))
    t.add_done_callback(cb("three"))
    t.add_done_callback(lambda f: f.add_done_callback(cb("nested")))
    print("await")
    print(await t)
    print("main resumed")
    await asyncio.sleep(0)
    print("one more turn")
    t = asyncio.create_task(job("bad", True))
    t.add_done_callback(cb("failed"))
    try:
        await t
    except KeyError as e:
        print("caught", repr(e))
    t = asyncio.create_task(job("c"))
    t.add_done_callback(cb("cancelled"))
    await asyncio.sleep(0)
    print("cancel", t.cancel())
    try:
        await t
    except asyncio.CancelledError as e:
        print("caught", repr(e))
    print(t.cancelled())


asyncio.run(main())
