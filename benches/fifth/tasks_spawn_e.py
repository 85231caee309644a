"""Spawn many short tasks, await them one after another and in small batches."""
import asyncio

ROUNDS = 1600
BATCH = 40


class Result:
    def __init__(self, job_id, value, steps):
        self.job_id = job_id
        self.value = value
        self.steps = steps

    def __repr__(self):
        return f"Result(job_id={self.job_id}, value={self.value}, steps={self.steps})"


async def collatz(job_id, n):
    steps = 0
    peak = n
    while n != 1 and steps < 12:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        peak = max(peak, n)
        steps += 1
    return Result(job_id, peak, steps)


async def checksum(data):
    acc = 7
    for ch in data:
        acc = (acc * 31 + ord(ch)) & 0xFFFF
    return acc


async def one_round(round_no, totals):
    tasks = []
    for i in range(BATCH):
        start = round_no * 17 + i * 5 + 3
        tasks.append(asyncio.create_task(collatz(i, start)))
    for task in tasks:
        result = await task
        totals["peak"] += result.value
        totals["steps"] += result.steps
    labels = [asyncio.create_task(checksum(f"round-{round_no}-{i}")) for i in range(BATCH)]
    last = 0
    for task in labels:
        last = (last + await task) % 1000003
    totals["labels"] = (totals["labels"] * 3 + last) % 1000003


async def main():
    totals = {"peak": 0, "steps": 0, "labels": 1}
    for r in range(ROUNDS):
        await asyncio.create_task(one_round(r, totals), name=f"round-{r}")
    for key in sorted(totals):
        print(key, totals[key])
    print(await asyncio.create_task(collatz(0, 27)))


if __name__ == "__main__":
    asyncio.run(main())
