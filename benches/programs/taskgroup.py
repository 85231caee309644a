# TaskGroup fan-out, a thousand groups of fifty.
import asyncio


async def job(n):
    await asyncio.sleep(0)
    return n


async def main():
    total = 0
    for _ in range(600):
        async with asyncio.TaskGroup() as tg:
            ts = [tg.create_task(job(i)) for i in range(50)]
        total += sum(t.result() for t in ts)
    failed = 0
    for _ in range(300):
        try:
            async with asyncio.TaskGroup() as tg:
                for i in range(10):
                    tg.create_task(job(i))
                raise ValueError
        except* ValueError:
            failed += 1
    print(total, failed)


asyncio.run(main())
