# A fixed number of workers shares a queue of jobs.
#
# The workers never end by themselves: they are cancelled when `join` says that all the work is done.
import asyncio


async def worker(name, jobs, done):
    while True:
        number, seconds = await jobs.get()
        try:
            await asyncio.sleep(seconds)
            done.append((name, number))
            print(f"{name} finished job {number}")
        finally:
            jobs.task_done()


async def main():
    jobs, done = asyncio.Queue(), []
    for number, seconds in enumerate([0.3, 0.1, 0.1, 0.3, 0.1, 0.15], start=1):
        jobs.put_nowait((number, seconds))

    workers = [asyncio.create_task(worker(name, jobs, done)) for name in ("Ada", "Ben")]
    await jobs.join()  # until every job has been reported with task_done()
    for w in workers:
        w.cancel()
    await asyncio.gather(*workers, return_exceptions=True)

    for name in ("Ada", "Ben"):
        print(f"{name} did {[number for who, number in done if who == name]}")


asyncio.run(main())
