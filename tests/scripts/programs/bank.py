# Accounts, transfers under locks, an audit, and errors of its own.
import asyncio


class BankError(Exception):
    """Base of all errors here."""


class InsufficientFunds(BankError):
    def __init__(self, account, amount):
        self.account, self.amount = account, amount
        super().__init__(f"{account.owner} has {account.balance}, needs {amount}")


class Account:
    def __init__(self, owner, balance):
        self.owner, self._balance = owner, balance
        self.lock = asyncio.Lock()
        self.history = []

    @property
    def balance(self):
        return self._balance

    @balance.setter
    def balance(self, v):
        if v < 0:
            raise InsufficientFunds(self, self._balance - v)
        self.history.append(v - self._balance)
        self._balance = v

    def __repr__(self):
        return f"<{self.owner}: {self.balance}>"


class Bank:
    def __init__(self, **accounts):
        self.accounts = {n: Account(n, b) for n, b in accounts.items()}
        self.log = []

    def __getitem__(self, name):
        try:
            return self.accounts[name]
        except KeyError:
            raise BankError(f"no account {name!r}") from None

    @property
    def total(self):
        return sum(a.balance for a in self.accounts.values())

    async def transfer(self, src, dst, amount):
        a, b = self[src], self[dst]
        first, second = sorted((a, b), key=lambda x: x.owner)
        async with first.lock, second.lock:
            await asyncio.sleep(0)
            a.balance -= amount
            await asyncio.sleep(0)
            b.balance += amount
            self.log.append((src, dst, amount))


async def main():
    bank = Bank(ann=100, bob=50, cid=0)
    before = bank.total
    moves = [("ann", "bob", 30), ("bob", "cid", 70), ("cid", "ann", 20), ("bob", "ann", 500), ("ann", "dan", 1), ("cid", "bob", 25)]
    results = await asyncio.gather(*(bank.transfer(*m) for m in moves), return_exceptions=True)
    for m, r in zip(moves, results):
        print(m, "ok" if r is None else f"{type(r).__name__}: {r}")
    print(list(bank.accounts.values()), bank.total == before)
    print(bank.log)
    try:
        await bank.transfer("cid", "ann", 10_000)
    except BankError as e:
        print(e, isinstance(e, InsufficientFunds), e.amount)
    for a in bank.accounts.values():
        print(a.owner, a.history, sum(a.history))


asyncio.run(main())
