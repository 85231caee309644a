# differs: reports of what was lost are our own
import asyncio


async def worker(n):
    await asyncio.sleep(10)
    print("never", n)


async def main():
    for n in range(3):
        asyncio.create_task(worker(n), name=f"worker-{n}")
    await asyncio.sleep(0)
    print("main ends")


asyncio.run(main())
