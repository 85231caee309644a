import asyncio

# Condition-variable bounded buffer, event relay, semaphore crowd, barrier rounds


class BoundedBuffer:
    def __init__(self, cap):
        self.cap = cap
        self.items = []
        self.cond = asyncio.Condition()
        self.high = 0

    async def put(self, x):
        async with self.cond:
            while len(self.items) >= self.cap:
                await self.cond.wait()
            self.items.append(x)
            self.high = max(self.high, len(self.items))
            self.cond.notify_all()

    async def get(self):
        async with self.cond:
            await self.cond.wait_for(lambda: self.items)
            x = self.items.pop(0)
            self.cond.notify_all()
            return x


async def cond_phase():
    buf = BoundedBuffer(3)

    async def prod(base):
        for i in range(2000):
            await buf.put(base + i)

    async def cons():
        s = 0
        for _ in range(2000):
            s += await buf.get()
        return s

    res = await asyncio.gather(*[prod(k * 10000) for k in range(5)], *[cons() for _ in range(5)])
    print("cond", sum(r for r in res if r is not None), buf.high)


async def event_phase(n, rounds):
    events = [asyncio.Event() for _ in range(n)]
    hops = [0] * n

    async def relay(i):
        nxt = events[(i + 1) % n]
        for _ in range(rounds):
            await events[i].wait()
            events[i].clear()
            hops[i] += 1
            nxt.set()

    tasks = [asyncio.create_task(relay(i)) for i in range(n)]
    events[0].set()
    await asyncio.gather(*tasks)
    print("event", sum(hops), events[0].is_set())


async def sem_phase():
    sem = asyncio.BoundedSemaphore(7)
    active = peak = 0
    order = []

    async def worker(i):
        nonlocal active, peak
        for _ in range(12):
            await sem.acquire()
            try:
                active += 1
                peak = max(peak, active)
                await asyncio.sleep(0)
                order.append(i)
            finally:
                active -= 1
                sem.release()

    await asyncio.gather(*map(worker, range(1500)))
    h = 0
    for v in order:
        h = (h * 17 + v) % 1000003
    print("sem", peak, len(order), h)
    try:
        sem.release()
    except ValueError:
        print("over-release refused")


async def barrier_phase():
    barrier = asyncio.Barrier(10)
    sums = []

    async def party(i):
        mine = 0
        for _ in range(400):
            pos = await barrier.wait()
            mine += pos
        sums.append(mine)

    await asyncio.gather(*(party(i) for i in range(10)))
    print("barrier", sum(sums))


async def main():
    await cond_phase()
    await event_phase(100, 600)
    await sem_phase()
    await barrier_phase()


asyncio.run(main())
