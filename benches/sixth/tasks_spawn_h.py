"""Jobs that start other jobs, each in its own context."""
import asyncio
import contextvars

JOBS = 4400

job_id = contextvars.ContextVar("job_id", default=0)
depth = contextvars.ContextVar("depth", default=0)


class Journal:
    """Sums up what happened under which job."""

    def __init__(self):
        self.entries = {}
        self.deepest = 0

    def note(self, amount):
        """Book an amount on the job that is current in this context."""
        key = job_id.get()
        self.entries[key] = self.entries.get(key, 0) + amount
        if depth.get() > self.deepest:
            self.deepest = depth.get()


class Job:
    def __init__(self, journal, ident, size):
        self.journal = journal
        self.ident = ident
        self.size = size

    async def run(self):
        job_id.set(self.ident)
        return await self.split(0, self.size)

    async def split(self, low, high):
        """Halve the range until it is small, one task for every half."""
        depth.set(depth.get() + 1)
        if high - low <= 4:
            value = sum(x * x % 10 for x in range(low, high))
            self.journal.note(value)
            return value
        middle = (low + high) // 2
        left = asyncio.create_task(self.split(low, middle))
        right = asyncio.create_task(self.split(middle, high))
        return await left + await right


async def countdown(n):
    """A task that starts its follower and waits for it."""
    if n == 0:
        return []
    rest = await asyncio.create_task(countdown(n - 1), name=f"countdown-{n - 1}")
    rest.append(asyncio.current_task().get_name())
    return rest


async def main():
    journal = Journal()
    tasks = []
    total = 0
    for n in range(JOBS):
        job = Job(journal, n % 10 + 1, 30 + n % 40)
        tasks.append(asyncio.create_task(job.run()))
        if len(tasks) == 20:
            for task in tasks:
                total += await task
            tasks = []
    for task in tasks:
        total += await task
    print("total", total, total == sum(journal.entries.values()))
    print("entries", sorted(journal.entries.items())[:3], "deepest", journal.deepest)
    print("outside", job_id.get(), depth.get())
    names = await asyncio.create_task(countdown(50), name="countdown-50")
    for _ in range(JOBS // 20):
        names = await asyncio.create_task(countdown(50), name="countdown-50")
    print(names[0], names[-1], len(names))


if __name__ == "__main__":
    asyncio.run(main())
