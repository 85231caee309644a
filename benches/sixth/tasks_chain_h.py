"""Transactions, savepoints and middleware: await chains through many layers."""
import asyncio

ORDERS = 37000


class Rollback(Exception):
    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason


class Store:
    def __init__(self):
        self.data = {}
        self.commits = 0
        self.rollbacks = 0

    async def read(self, key):
        return self.data.get(key, 0)

    async def write(self, key, value):
        self.data[key] = value

    def transaction(self):
        return Transaction(self)


class Transaction:
    """Buffers writes; leaving it with an exception throws them away."""

    def __init__(self, parent):
        self.parent = parent
        self.buffer = {}

    async def __aenter__(self):
        return self

    async def __aexit__(self, exc_type, exc, tb):
        if exc_type is None:
            for key, value in self.buffer.items():
                await self.parent.write(key, value)
            await self.count("commits")
            return False
        await self.count("rollbacks")
        return exc_type is Rollback

    async def count(self, what):
        top = self.parent
        while isinstance(top, Transaction):
            top = top.parent
        setattr(top, what, getattr(top, what) + 1)

    async def read(self, key):
        if key in self.buffer:
            return self.buffer[key]
        return await self.parent.read(key)

    async def write(self, key, value):
        self.buffer[key] = value

    def transaction(self):
        return Transaction(self)


class Ledger:
    def __init__(self, store):
        self.store = store

    async def add(self, tx, name, amount):
        balance = await tx.read(name)
        if balance + amount < 0:
            raise Rollback(f"{name} has {balance}")
        await tx.write(name, balance + amount)

    async def move(self, tx, src, dst, amount):
        async with tx.transaction() as save:
            await self.add(save, dst, amount)
            await self.add(save, src, -amount)
            return True
        return False

    async def order(self, n):
        async with self.store.transaction() as tx:
            await self.add(tx, f"acc{n % 7}", 10)
            moved = 0
            for k in range(3):
                moved += await self.move(tx, f"acc{(n + k) % 7}", f"acc{(n * 3 + k) % 7}", n * (k + 1) % 29)
            if n % 10 == 9:
                raise Rollback("cancelled by customer")
            return moved
        return 0


class Delayed:
    """An awaitable with a hand-written iterator."""

    def __init__(self, turns, value):
        self.turns = turns
        self.value = value

    def __await__(self):
        return self

    def __iter__(self):
        return self

    def __next__(self):
        if self.turns == 0:
            raise StopIteration(self.value)
        self.turns -= 1
        return None


async def layer(n, value):
    """Goes down n layers and counts a finally on the way up."""
    if n == 0:
        return await Delayed(2, value), 0
    try:
        result, ups = await layer(n - 1, value + 1)
    finally:
        value += 1
    return result, ups + 1


async def main():
    store = Store()
    ledger = Ledger(store)
    moved = 0
    layers = 0
    for n in range(ORDERS):
        moved += await ledger.order(n)
        if n % 4 == 0:
            result, ups = await layer(30, n)
            layers += result + ups
    print("moved", moved, "commits", store.commits, "rollbacks", store.rollbacks)
    print("accounts", sorted(store.data.items()))
    print("layers", layers)
    print("delayed", await asyncio.gather(*(layer(k, 0) for k in range(6))))


if __name__ == "__main__":
    asyncio.run(main())
