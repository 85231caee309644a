"""A job server with deadlines: jobs are finished, given up or called off."""
import asyncio

BATCHES = 580


class GivenUp(Exception):
    pass


class Job:
    FINISH, HANG, FAIL, CALL_OFF = "finish", "hang", "fail", "call off"

    def __init__(self, number):
        self.number = number
        self.plan = (self.FINISH, self.FINISH, self.FAIL, self.CALL_OFF, self.FINISH)[number % 5]
        self.cleaned = False
        self.steps = 0

    async def run(self):
        try:
            for _ in range(self.number % 4 + 1):
                self.steps += 1
                await asyncio.sleep(0)
            if self.plan == self.FAIL:
                raise GivenUp(self.number)
            if self.plan in (self.HANG, self.CALL_OFF):
                await asyncio.get_running_loop().create_future()
            return self.number
        finally:
            self.cleaned = True


class Server:
    def __init__(self, limit):
        self.limit = limit
        self.outcomes = {"done": 0, "late": 0, "failed": 0, "called off": 0}
        self.value = 0
        self.audit = 0

    async def serve(self, job):
        """Run a job under the limit and book the outcome."""
        try:
            async with asyncio.timeout(self.limit):
                self.value += await job.run()
            self.outcomes["done"] += 1
        except TimeoutError:
            self.outcomes["late"] += 1
        except GivenUp:
            self.outcomes["failed"] += 1
        except asyncio.CancelledError:
            self.outcomes["called off"] += 1
            raise
        finally:
            await asyncio.shield(self.write_audit(job))

    async def write_audit(self, job):
        self.audit += 1 if job.cleaned else 1000

    async def batch(self, jobs):
        tasks = {job.number: asyncio.create_task(self.serve(job)) for job in jobs}
        for _ in range(8):
            await asyncio.sleep(0)
        for job in jobs:
            if job.plan == Job.CALL_OFF:
                tasks[job.number].cancel(msg="called off")
        done, pending = await asyncio.wait(tasks.values(), timeout=60)
        return len(done), sum(t.cancelled() for t in done), len(pending)


class Watchdog:
    """Bites when it is not fed in time; feeding puts the bite off."""

    def __init__(self, loop, patience):
        self.loop = loop
        self.patience = patience
        self.bitten = False
        self.fed = 0
        self.handle = loop.call_later(patience, self.bite)

    def bite(self):
        self.bitten = True

    def feed(self):
        self.handle.cancel()
        self.fed += 1
        self.handle = self.loop.call_later(self.patience, self.bite)


async def main():
    server = Server(30)
    results = [0, 0, 0]
    dog = Watchdog(asyncio.get_running_loop(), 40)
    for b in range(BATCHES):
        jobs = [Job(b * 40 + n) for n in range(40)]
        for i, n in enumerate(await server.batch(jobs)):
            results[i] += n
        for _ in range(20):
            dog.feed()
    print("results", results)
    print("outcomes", server.outcomes)
    print("value", server.value, "audit", server.audit)
    print("dog", dog.bitten, dog.fed)

    hasty = Server(0.003)
    hanging = []
    for n in range(BATCHES):
        job = Job(n)
        job.plan = Job.HANG
        hanging.append(job)
    await asyncio.gather(*(hasty.serve(job) for job in hanging))
    print("hasty", hasty.outcomes["late"], hasty.audit, all(j.cleaned for j in hanging))


asyncio.run(main())
