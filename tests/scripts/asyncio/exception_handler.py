# The loop's exception handler sees errors of callbacks.
import asyncio


def handler(loop, context):
    print("handler:", sorted(k for k in context if k in ("message", "exception")),
          repr(context.get("exception")), context["message"].split("<")[0].split(" at ")[0])


def broken():
    raise ZeroDivisionError("in a callback")


async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(handler)
    print(loop.get_exception_handler() is handler)
    loop.call_soon(broken)
    loop.call_soon(print, "next callback still runs")
    await asyncio.sleep(0)
    fut = loop.create_future()
    fut.add_done_callback(lambda f: broken())
    fut.set_result(1)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    loop.call_exception_handler({"message": "made by hand"})
    loop.call_later(0.001, broken)
    await asyncio.sleep(0.01)
    print("end")


asyncio.run(main())
