# A bank's counters: customers in a priority queue, tellers, a seeded day.
import asyncio
import random


class Customer:
    def __init__(self, n, vip, work):
        self.n, self.vip, self.work = n, vip, work

    def __lt__(self, o):
        return (not self.vip, self.n) < (not o.vip, o.n)

    def __str__(self):
        return f"{'VIP' if self.vip else 'customer'} {self.n}"


async def arrive(q, rng, count):
    for n in range(count):
        c = Customer(n, rng.random() < 0.25, rng.randint(1, 4))
        await q.put(c)
        print(f"+ {c} (work {c.work}, waiting {q.qsize()})")
        if n % 3 == 2:
            await asyncio.sleep(0)


async def teller(name, q, served):
    while True:
        c = await q.get()
        print(f"  {name} serves {c}")
        for _ in range(c.work):
            await asyncio.sleep(0)
        served[name].append(c.n)
        q.task_done()


async def main():
    rng = random.Random(2024)
    q = asyncio.PriorityQueue(maxsize=4)
    served = {"Tom": [], "Tess": []}
    tellers = [asyncio.create_task(teller(n, q, served)) for n in served]
    await arrive(q, rng, 12)
    await q.join()
    for t in tellers:
        t.cancel()
    await asyncio.gather(*tellers, return_exceptions=True)
    for n, cs in served.items():
        print(n, cs)
    print(sorted(sum(served.values(), [])) == list(range(12)))


asyncio.run(main())
