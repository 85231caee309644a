# Many tasks contend for one lock.
import asyncio


async def worker(lock, box, n):
    for _ in range(n):
        async with lock:
            v = box[0]
            await asyncio.sleep(0)
            box[0] = v + 1


async def main():
    lock, box = asyncio.Lock(), [0]
    await asyncio.gather(*(worker(lock, box, 800) for _ in range(50)))
    print(box[0])
    sem = asyncio.Semaphore(5)

    async def limited(n):
        for _ in range(n):
            async with sem:
                await asyncio.sleep(0)

    await asyncio.gather(*(limited(400) for _ in range(50)))


asyncio.run(main())
