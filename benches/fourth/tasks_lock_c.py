"""Contention on locks, semaphores, events and conditions."""
import asyncio


class Account:
    def __init__(self):
        self.balance = 0
        self.lock = asyncio.Lock()

    async def deposit(self, amount):
        async with self.lock:
            before = self.balance
            await asyncio.sleep(0)
            self.balance = before + amount


async def depositor(acc, n):
    for i in range(n):
        await acc.deposit(i % 3)


class Pool:
    def __init__(self, size):
        self.sem = asyncio.Semaphore(size)
        self.active = self.peak = self.uses = 0

    async def __aenter__(self):
        await self.sem.acquire()
        self.active += 1
        self.uses += 1
        self.peak = max(self.peak, self.active)
        return self

    async def __aexit__(self, *exc):
        self.active -= 1
        self.sem.release()


async def pool_user(pool, n):
    for _ in range(n):
        async with pool:
            await asyncio.sleep(0)


class Buffer:
    def __init__(self, limit):
        self.items = []
        self.limit = limit
        self.cond = asyncio.Condition()

    async def put(self, x):
        async with self.cond:
            await self.cond.wait_for(lambda: len(self.items) < self.limit)
            self.items.append(x)
            self.cond.notify_all()

    async def get(self):
        async with self.cond:
            while not self.items:
                await self.cond.wait()
            x = self.items.pop(0)
            self.cond.notify_all()
            return x


async def relay(n_events, rounds):
    total = 0
    for _ in range(rounds):
        events = [asyncio.Event() for _ in range(n_events)]

        async def link(i):
            await events[i].wait()
            if i + 1 < n_events:
                events[i + 1].set()
            return i
        tasks = [asyncio.create_task(link(i)) for i in range(n_events)]
        events[0].set()
        total += sum(await asyncio.gather(*tasks))
    return total


async def main():
    acc = Account()
    await asyncio.gather(*(depositor(acc, 1100) for _ in range(40)))
    print("balance", acc.balance, acc.lock.locked())

    pool = Pool(5)
    await asyncio.gather(*(pool_user(pool, 700) for _ in range(60)))
    print("pool", pool.uses, pool.peak, pool.active)

    buf = Buffer(4)

    async def produce(k):
        for i in range(2200):
            await buf.put(k * 10000 + i)

    async def consume():
        return sum([await buf.get() for _ in range(2200)])

    res = await asyncio.gather(*(produce(k) for k in range(4)), *(consume() for _ in range(4)))
    print("buffer", sum(res[4:]), len(buf.items))
    print("relay", await relay(100, 160))


asyncio.run(main())
