# call_soon callbacks, task steps and future callbacks share one FIFO.
import asyncio


async def task(n):
    print("task", n, "first")
    await asyncio.sleep(0)
    print("task", n, "second")


async def main():
    loop = asyncio.get_running_loop()
    loop.call_soon(print, "soon", 1)
    t1 = asyncio.create_task(task(1))
    loop.call_soon(print, "soon", 2)
    t2 = asyncio.create_task(task(2))
    loop.call_soon(lambda: loop.call_soon(print, "soon from soon"))
    h = loop.call_soon(print, "never printed")
    h.cancel()
    print("cancelled handle:", h.cancelled())
    fut = loop.create_future()
    fut.add_done_callback(lambda f: print("cb A", f.result()))
    fut.add_done_callback(lambda f: print("cb B", f.result()))
    loop.call_soon(fut.set_result, "ready")
    loop.call_soon(print, "after set_result")
    print("awaiting future")
    print("main has", await fut)
    fut.add_done_callback(lambda f: print("late cb", f.result()))
    print("late callback is scheduled, not called")
    await asyncio.sleep(0)
    await t1
    await t2
    print("end")


asyncio.run(main())
