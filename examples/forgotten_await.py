# A forgotten await: the call makes a coroutine that nothing runs.
#
# Quaver sees it before the program starts, runs the program all the same, and ends with exit code 1.
# `quaver check` finds it without running anything.
import asyncio


async def lock_the_door():
    await asyncio.sleep(0.1)
    print("the door is locked")


async def main():
    print("leaving the house")
    lock_the_door()  # should be: await lock_the_door()
    await asyncio.sleep(0.2)
    print("gone")


asyncio.run(main())
