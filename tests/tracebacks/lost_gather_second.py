# differs: reports of what was lost are our own
# exit: 0
import asyncio


async def fail(n):
    await asyncio.sleep(n / 1000)
    raise ConnectionError(f"host {n}")


async def main():
    try:
        await asyncio.gather(fail(1), fail(2), fail(3))
    except ConnectionError as e:
        print("caught", e)
    await asyncio.sleep(0.05)


asyncio.run(main())
