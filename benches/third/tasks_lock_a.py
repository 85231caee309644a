"""Contended Locks and Semaphores: bank transfers with ordered locking, and a
connection-limit semaphore."""
import asyncio
import random

ACCOUNTS = 12


class Account:
    def __init__(self, ident, balance):
        self.ident = ident
        self.balance = balance
        self.lock = asyncio.Lock()


class Bank:
    def __init__(self):
        self.accounts = [Account(i, 1000) for i in range(ACCOUNTS)]
        self.gate = asyncio.BoundedSemaphore(10)
        self.active = 0
        self.peak = 0
        self.rejected = 0
        self.audit = 0

    async def transfer(self, a, b, amount):
        first, second = (a, b) if a.ident < b.ident else (b, a)
        async with first.lock:
            async with second.lock:
                await asyncio.sleep(0)
                if a.balance < amount:
                    self.rejected += 1
                    return False
                a.balance -= amount
                b.balance += amount
                return True

    async def client(self, seed, count):
        rng = random.Random(seed)
        done = 0
        for i in range(count):
            async with self.gate:
                self.active += 1
                self.peak = max(self.peak, self.active)
                x, y = rng.sample(self.accounts, 2)
                if await self.transfer(x, y, rng.randrange(1, 400)):
                    done += 1
                self.active -= 1
            self.audit = (self.audit * 29 + x.balance) % 1_000_003
        return done


async def hot_lock(n_tasks, rounds):
    lock = asyncio.Lock()
    state = [0, 0]

    async def bump(i):
        for _ in range(rounds):
            await lock.acquire()
            try:
                value = state[0]
                if value % 2:
                    await asyncio.sleep(0)
                state[0] = value + 1
                state[1] = (state[1] * 3 + i) % 65537
            finally:
                lock.release()

    await asyncio.gather(*(bump(i) for i in range(n_tasks)))
    return state


async def main():
    bank = Bank()
    done = await asyncio.gather(*(bank.client(i, 900) for i in range(30)))
    print("done", sum(done), "rejected", bank.rejected)
    print("peak", bank.peak, "money", sum(a.balance for a in bank.accounts))
    print("audit", bank.audit)
    print("hot", await hot_lock(25, 2200))


asyncio.run(main())
