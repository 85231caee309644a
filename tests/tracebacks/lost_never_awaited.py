# differs: reports of what was lost are our own
import asyncio


async def save(x):
    print("saved", x)


async def main():
    for n in range(2):
        coroutine = save(n)
    print("main ends")


asyncio.run(main())
