# differs: reports of what was lost are our own
import asyncio


async def save(x):
    print("saved", x)


async def main():
    await save(1)


waiting = [save(2)]
asyncio.run(main())
print("end", len(waiting))
