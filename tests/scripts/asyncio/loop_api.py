# What scripts use of the loop object.
import asyncio


async def main():
    loop = asyncio.get_running_loop()
    print(loop is asyncio.get_event_loop(), loop.is_running(), loop.is_closed())
    t0 = loop.time()
    await asyncio.sleep(0.02)
    d = loop.time() - t0
    print(0.015 < d < 0.2, isinstance(t0, float))
    fut = loop.create_future()
    loop.call_later(0.001, fut.set_result, "later")
    print(await fut)
    fut = loop.create_future()
    loop.call_at(loop.time() + 0.001, lambda: fut.set_result("at"))
    print(await fut)
    fut = loop.create_future()
    loop.call_soon_threadsafe(fut.set_result, "threadsafe")
    print(await fut)
    h = loop.call_later(1, print, "no")
    print(h.cancelled(), h.cancel(), h.cancelled())
    t = loop.create_task(asyncio.sleep(0, "task"))
    print(await t)


asyncio.run(main())
loop = asyncio.new_event_loop()
print(loop.is_running(), loop.is_closed())
print(loop.run_until_complete(asyncio.sleep(0, "complete")))


async def more():
    return loop.is_running()


print(loop.run_until_complete(more()))


def stop_it():
    print("stopping")
    loop.stop()


loop.call_soon(print, "in run_forever")
loop.call_later(0.001, stop_it)
loop.run_forever()
print("stopped")
loop.close()
print(loop.is_closed())
c = more()
try:
    loop.run_until_complete(c)
except RuntimeError as e:
    print("RuntimeError:", e)
c.close()
