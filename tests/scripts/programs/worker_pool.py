# A pool of workers takes jobs from a queue and reports what each did.
import asyncio


class Job:
    next_id = 1

    def __init__(self, cost):
        self.id = Job.next_id
        Job.next_id += 1
        self.cost = cost
        self.result = None

    def __repr__(self):
        return f"Job#{self.id}({self.cost})"


async def worker(name, queue, stats):
    while True:
        job = await queue.get()
        try:
            if job is None:
                print(f"{name}: shutting down after {stats[name]} jobs")
                return
            print(f"{name}: {job} started")
            for _ in range(job.cost):
                await asyncio.sleep(0)
            job.result = sum(i * i for i in range(job.cost * 10))
            stats[name] += 1
            print(f"{name}: {job} -> {job.result}")
        finally:
            queue.task_done()


async def main():
    queue = asyncio.Queue()
    names = [f"worker-{i}" for i in range(1, 4)]
    stats = dict.fromkeys(names, 0)
    workers = [asyncio.create_task(worker(n, queue, stats), name=n) for n in names]
    jobs = [Job(c) for c in (3, 1, 4, 1, 5, 2, 6, 2)]
    for j in jobs:
        await queue.put(j)
    await queue.join()
    print("all jobs done")
    for _ in names:
        await queue.put(None)
    await asyncio.gather(*workers)
    print(stats, sum(stats.values()) == len(jobs))
    print([j.result for j in jobs])


if __name__ == "__main__":
    asyncio.run(main())
