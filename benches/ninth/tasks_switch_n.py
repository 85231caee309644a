"""Turn-based bank simulation.  Every actor yields in the middle of its
read-modify-write cycle, so that the interleaving is visible in the result."""
import asyncio
import random


class Account:
    def __init__(self, owner, balance):
        self.owner = owner
        self.balance = balance
        self.version = 0

    def snapshot(self):
        return self.balance, self.version

    def commit(self, balance, version):
        """Optimistic write: refuse if somebody wrote in the meantime."""
        if version != self.version:
            return False
        self.balance = balance
        self.version += 1
        return True


async def breathe(times=1):
    while times > 0:
        await asyncio.sleep(0)
        times -= 1


async def change(account, amount, stats):
    while True:
        balance, version = account.snapshot()
        await breathe()
        if account.commit(balance + amount, version):
            stats["commits"] += 1
            return
        stats["conflicts"] += 1
        await breathe(1 + version % 3)


async def teller(number, accounts, rounds, stats):
    rng = random.Random(1000 + number)
    moved = 0
    for _ in range(rounds):
        a = accounts[rng.randrange(len(accounts))]
        b = accounts[rng.randrange(len(accounts))]
        if a is b:
            stats["skipped"] += 1
            await breathe(2)
            continue
        amount = rng.randint(1, 50)
        await change(a, -amount, stats)
        await change(b, +amount, stats)
        moved += amount
    return moved


async def main():
    accounts = [Account(f"acc{i:02d}", 10_000) for i in range(24)]
    stats = {"commits": 0, "conflicts": 0, "skipped": 0}
    before = sum(acc.balance for acc in accounts)
    tellers = [asyncio.ensure_future(teller(n, accounts, 230, stats)) for n in range(40)]
    moved = [await t for t in tellers]
    after = sum(acc.balance for acc in accounts)
    assert before == after, (before, after)
    print("moved", sum(moved), "by", len(moved), "tellers")
    print("stats", sorted(stats.items()))
    richest = max(accounts, key=lambda acc: acc.balance)
    poorest = min(accounts, key=lambda acc: acc.balance)
    print(f"richest {richest.owner} {richest.balance}, poorest {poorest.owner} {poorest.balance}")
    print("versions", sum(acc.version for acc in accounts))


asyncio.run(main())
