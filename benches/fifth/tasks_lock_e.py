"""Bank accounts, a parking lot and a barrier-like event, all contended."""
import asyncio

ROUNDS = 1500


class Account:
    def __init__(self, name, balance):
        self.name = name
        self.balance = balance
        self.lock = asyncio.Lock()


async def transfer(src, dst, amount):
    first, second = (src, dst) if src.name < dst.name else (dst, src)
    async with first.lock:
        async with second.lock:
            if src.balance < amount:
                return False
            src.balance -= amount
            await asyncio.sleep(0)
            dst.balance += amount
            return True


async def customer(k, accounts, stats):
    n = len(accounts)
    for r in range(ROUNDS):
        a = accounts[(k + r) % n]
        b = accounts[(k * 3 + r * 5 + 1) % n]
        if a is b:
            continue
        ok = await transfer(a, b, (k * r) % 23)
        stats["ok" if ok else "refused"] += 1


class Lot:
    def __init__(self, places):
        self.sem = asyncio.Semaphore(places)
        self.inside = 0
        self.peak = 0
        self.visits = 0

    async def park(self):
        async with self.sem:
            self.inside += 1
            self.visits += 1
            if self.inside > self.peak:
                self.peak = self.inside
            await asyncio.sleep(0)
            self.inside -= 1


async def driver(lot):
    for _ in range(ROUNDS):
        await lot.park()


async def follower(gate, counter, cond):
    await gate.wait()
    for _ in range(ROUNDS // 4):
        async with cond:
            counter[0] += 1
            if counter[0] % 5 == 0:
                cond.notify_all()
            elif counter[0] < 40:
                await cond.wait()


async def main():
    accounts = [Account(f"acc{i:02}", 100 + i) for i in range(15)]
    before = sum(a.balance for a in accounts)
    stats = {"ok": 0, "refused": 0}
    await asyncio.gather(*(customer(k, accounts, stats) for k in range(30)))
    print("bank", before == sum(a.balance for a in accounts), stats["ok"] + stats["refused"])

    lot = Lot(5)
    await asyncio.gather(*(driver(lot) for _ in range(40)))
    print("lot", lot.peak, lot.visits, lot.inside)

    gate, cond, counter = asyncio.Event(), asyncio.Condition(), [0]
    tasks = [asyncio.create_task(follower(gate, counter, cond)) for _ in range(30)]
    await asyncio.sleep(0)
    print("closed", counter[0])
    gate.set()
    for t in tasks:
        await t
    print("opened", counter[0])


asyncio.run(main())
