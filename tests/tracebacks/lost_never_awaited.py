# differs: reports of what was lost are our own
import asyncio


async def save(x):
    print("saved", x)


async def main():
    makers = [save]
    for n in range(2):
        coroutine = makers[0](n)
    print("main ends")


asyncio.run(main())
