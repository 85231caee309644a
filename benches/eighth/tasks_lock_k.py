"""A bank whose accounts are guarded by locks, plus a vault behind a semaphore."""
import asyncio
import random


class InsufficientFunds(Exception):
    pass


class Account:
    def __init__(self, number, balance):
        self.number = number
        self.balance = balance
        self.lock = asyncio.Lock()
        self.moves = 0

    def withdraw(self, amount):
        if amount > self.balance:
            raise InsufficientFunds(self.number)
        self.balance -= amount
        self.moves += 1

    def deposit(self, amount):
        self.balance += amount
        self.moves += 1


class Bank:
    def __init__(self, accounts, opening=500):
        self.accounts = [Account(n, opening) for n in range(accounts)]
        self.ledger_lock = asyncio.Lock()
        self.ledger = []
        self.refused = 0

    @property
    def total(self):
        return sum(a.balance for a in self.accounts)

    async def transfer(self, source, target, amount):
        if source == target:
            return False
        first, second = sorted((source, target))
        async with self.accounts[first].lock:
            async with self.accounts[second].lock:
                try:
                    self.accounts[source].withdraw(amount)
                except InsufficientFunds:
                    self.refused += 1
                    return False
                await asyncio.sleep(0)
                self.accounts[target].deposit(amount)
        async with self.ledger_lock:
            self.ledger.append((source, target, amount))
        return True


async def customer(bank, seed, rounds):
    rng = random.Random(seed)
    n = len(bank.accounts)
    good = 0
    for _ in range(rounds):
        if await bank.transfer(rng.randrange(n), rng.randrange(n), rng.randint(1, 300)):
            good += 1
    return good


class Vault:
    def __init__(self, doors):
        self.doors = asyncio.Semaphore(doors)
        self.inside = 0
        self.most = 0
        self.visits = 0

    async def visit(self, steps):
        async with self.doors:
            self.inside += 1
            self.visits += 1
            self.most = max(self.most, self.inside)
            for _ in range(steps):
                await asyncio.sleep(0)
            self.inside -= 1


async def guard(vault, number, rounds):
    for turn in range(rounds):
        await vault.visit((number + turn) % 3)


async def main():
    bank = Bank(accounts=12)
    before = bank.total
    people = [asyncio.create_task(customer(bank, seed, rounds=320)) for seed in range(30)]
    good = [await p for p in people]
    print("transfers", sum(good), "refused", bank.refused, "ledger", len(bank.ledger))
    print("total kept", before == bank.total, "moves", sum(a.moves for a in bank.accounts))
    print("balances", [a.balance for a in bank.accounts])
    for doors in (1, 3, 8):
        vault = Vault(doors)
        await asyncio.gather(*(guard(vault, n, 130) for n in range(25)))
        print("vault", doors, vault.visits, vault.most, vault.inside)


asyncio.run(main())
