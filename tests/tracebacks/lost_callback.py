# differs: reports of what was lost are our own
import asyncio


def broken(name):
    raise RuntimeError(f"in callback {name}")


async def main():
    loop = asyncio.get_running_loop()
    loop.call_soon(broken, "soon")
    loop.call_later(0.02, broken, "later")
    task = asyncio.create_task(asyncio.sleep(0, "value"))
    task.add_done_callback(lambda t: 1 / 0)
    print(await task)
    await asyncio.sleep(0.06)


asyncio.run(main())
