# differs: reports of what was lost are our own
# exit: 0
import asyncio


async def heartbeat():
    while True:
        await asyncio.sleep(0.01)


async def consumer(queue):
    while (item := await queue.get()) is not None:
        print(item)


async def tidy():
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        print("tidied up")


async def main():
    queue = asyncio.Queue()
    tasks = [asyncio.create_task(c) for c in (heartbeat(), consumer(queue), tidy())]
    queue.put_nowait("one")
    await asyncio.sleep(0.03)


asyncio.run(main())
