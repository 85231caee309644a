# differs: reports of what was lost are our own
# exit: 0
import asyncio


async def fail():
    raise ValueError("seen by the handler")


def handler(loop, context):
    print("handler:", context["message"], repr(context["exception"]))


async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(handler)
    task = asyncio.create_task(fail())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    del task
    loop.call_soon(lambda: 1 / 0)
    await asyncio.sleep(0.01)


asyncio.run(main())
