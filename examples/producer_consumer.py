# A queue between two tasks: one fills it, the other empties it.
#
# `put` waits while the queue is full, `get` while it is empty.
import asyncio

CLOSED = object()


async def cook(counter):
    for dish in ["soup", "noodles", "dumplings", "cake"]:
        await asyncio.sleep(0.1)
        await counter.put(dish)
        print(f"cook: {dish} is ready ({counter.qsize()} on the counter)")
    await counter.put(CLOSED)
    print("cook: goes home")


async def guest(counter):
    while (dish := await counter.get()) is not CLOSED:
        print(f"guest: eats {dish}")
        await asyncio.sleep(0.25)
    print("guest: pays")


async def main():
    counter = asyncio.Queue(maxsize=1)
    await asyncio.gather(cook(counter), guest(counter))


asyncio.run(main())
