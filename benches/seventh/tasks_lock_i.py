"""A bank: transfers take two account locks; a semaphore limits the tellers."""
import asyncio
import random

ACCOUNTS = 12
CUSTOMERS = 40
TRANSFERS = 1050


class Account:
    def __init__(self, ident, balance):
        self.ident = ident
        self.balance = balance
        self.lock = asyncio.Lock()
        self.waits = 0


class Bank:
    def __init__(self):
        self.accounts = [Account(i, 1000) for i in range(ACCOUNTS)]
        self.tellers = asyncio.Semaphore(7)
        self.refused = 0
        self.inside = 0
        self.peak = 0

    async def transfer(self, src, dst, amount):
        first, second = (src, dst) if src.ident < dst.ident else (dst, src)
        if first.lock.locked():
            first.waits += 1
        async with first.lock:
            async with second.lock:
                if src.balance < amount:
                    self.refused += 1
                    return False
                src.balance -= amount
                await asyncio.sleep(0)
                dst.balance += amount
                return True


async def customer(bank, ident):
    rng = random.Random(ident)
    moved = 0
    for _ in range(TRANSFERS):
        a = rng.randrange(ACCOUNTS)
        b = rng.randrange(ACCOUNTS - 1)
        if b >= a:
            b += 1
        amount = rng.randrange(1, 400)
        async with bank.tellers:
            bank.inside += 1
            bank.peak = max(bank.peak, bank.inside)
            if await bank.transfer(bank.accounts[a], bank.accounts[b], amount):
                moved += amount
            bank.inside -= 1
    return moved


async def main():
    bank = Bank()
    moved = await asyncio.gather(*(customer(bank, i) for i in range(CUSTOMERS)))
    print("moved", sum(moved), "refused", bank.refused, "peak", bank.peak)
    print("total", sum(a.balance for a in bank.accounts))
    print("balances", [a.balance for a in bank.accounts])
    print("waits", sum(a.waits for a in bank.accounts))


asyncio.run(main())
