# exit: 4
# SystemExit raised in a task leaves run at once; clean-up still happens.
import asyncio
import sys


async def background():
    try:
        await asyncio.sleep(5)
    finally:
        print("background cleaned")


async def main():
    t = asyncio.create_task(background())
    await asyncio.sleep(0)
    try:
        print("leaving")
        sys.exit(4)
    finally:
        print("main finally")


asyncio.run(main())
print("not reached")
