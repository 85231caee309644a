# Tasks that do something again and again, until told to stop.
#
# Each turn waits for a moment counted from the start, so that the time the work takes does not add up.
import asyncio


async def every(seconds, action):
    loop = asyncio.get_running_loop()
    start = loop.time()
    turn = 0
    while True:
        turn += 1
        action(turn)
        await asyncio.sleep(start + turn * seconds - loop.time())


def clock(turn):
    print("tick" if turn % 2 else "tock")


def chime(turn):
    print(f"  chime number {turn}")


async def main():
    chores = [
        asyncio.create_task(every(0.1, clock)),
        asyncio.create_task(every(0.24, chime)),
    ]
    await asyncio.sleep(0.55)
    for chore in chores:
        chore.cancel()
    results = await asyncio.gather(*chores, return_exceptions=True)
    print("stopped:", [type(r).__name__ for r in results])


asyncio.run(main())
