"""Bank account transfer simulation under heavy lock contention."""
import asyncio
import random


class Account:
    def __init__(self, number: int, balance: int) -> None:
        self.number = number
        self.balance = balance
        self.lock = asyncio.Lock()
        self.ops = 0

    def __repr__(self) -> str:
        return f"<Account {self.number}: {self.balance}>"


class InsufficientFunds(Exception):
    pass


class Bank:
    def __init__(self, n: int, start: int, parallel: int) -> None:
        self.accounts = [Account(i, start) for i in range(n)]
        self.gate = asyncio.Semaphore(parallel)
        self.rejected = 0

    async def transfer(self, src: int, dst: int, amount: int) -> None:
        first, second = sorted((src, dst))
        async with self.gate:
            async with self.accounts[first].lock, self.accounts[second].lock:
                a, b = self.accounts[src], self.accounts[dst]
                await asyncio.sleep(0)
                if a.balance < amount:
                    raise InsufficientFunds(a.number)
                a.balance -= amount
                b.balance += amount
                a.ops += 1
                b.ops += 1

    @property
    def total(self) -> int:
        return sum(a.balance for a in self.accounts)


async def teller(bank: Bank, seed: int, n: int) -> int:
    rng = random.Random(seed)
    ok = 0
    for _ in range(n):
        src = rng.randrange(len(bank.accounts))
        dst = (src + rng.randint(1, len(bank.accounts) - 1)) % len(bank.accounts)
        try:
            await bank.transfer(src, dst, rng.randint(1, 120))
            ok += 1
        except InsufficientFunds:
            bank.rejected += 1
    return ok


async def main() -> None:
    bank = Bank(12, 300, 8)
    before = bank.total
    counts = await asyncio.gather(*(teller(bank, s, 900) for s in range(50)))
    print("conserved:", before == bank.total, bank.total)
    print("transfers:", sum(counts), "rejected:", bank.rejected)
    print("accounts:", bank.accounts[:4])
    print("ops:", [a.ops for a in bank.accounts])
    print("locked:", any(a.lock.locked() for a in bank.accounts))


asyncio.run(main())
