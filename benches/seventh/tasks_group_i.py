"""Matrix work split into a TaskGroup per product and a task per row."""
import asyncio

N = 14
ROUNDS = 220
MOD = 997


class Report:
    def __init__(self):
        self.tasks = 0
        self.groups = 0


def identity(n):
    return [[1 if i == j else 0 for j in range(n)] for i in range(n)]


async def row_times(row, cols, report):
    report.tasks += 1
    await asyncio.sleep(0)
    return [sum(map(int.__mul__, row, col)) % MOD for col in cols]


async def multiply(a, b, report):
    cols = [list(c) for c in zip(*b)]
    async with asyncio.TaskGroup() as tg:
        report.groups += 1
        tasks = [tg.create_task(row_times(row, cols, report)) for row in a]
    return [t.result() for t in tasks]


async def power(m, e, report):
    result = identity(len(m))
    while e:
        async with asyncio.TaskGroup() as tg:
            report.groups += 1
            square = tg.create_task(multiply(m, m, report))
            if e & 1:
                prod = tg.create_task(multiply(result, m, report))
        if e & 1:
            result = prod.result()
        m = square.result()
        e >>= 1
    return result


async def main():
    report = Report()
    traces = []
    async with asyncio.TaskGroup() as tg:
        jobs = []
        for k in range(12):
            m = [[(i * 3 + j * j + k) % 10 for j in range(N)] for i in range(N)]
            jobs.append(tg.create_task(power(m, 10 ** (k + 10) + ROUNDS, report)))
    for job in jobs:
        r = job.result()
        traces.append((sum(r[i][i] for i in range(N)) % MOD, sum(map(sum, r))))
    for k, (trace, total) in enumerate(traces):
        print("matrix", k, "trace", trace, "total", total)
    print("tasks", report.tasks, "groups", report.groups)


asyncio.run(main())
