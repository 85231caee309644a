# Event sourcing: commands, events, projections, replay.
import asyncio


class Event:
    def __init__(self, kind, **data):
        self.kind, self.data = kind, data

    def __repr__(self):
        return f"{self.kind}({', '.join(f'{k}={v!r}' for k, v in self.data.items())})"


class Store:
    def __init__(self):
        self.events, self.listeners = [], []

    async def append(self, *events):
        for e in events:
            self.events.append(e)
            for l in self.listeners:
                await l(e)

    def replay(self, projection):
        for e in self.events:
            projection.apply(e)
        return projection


class Projection:
    def apply(self, e):
        handler = getattr(self, "on_" + e.kind, None)
        if handler:
            handler(**e.data)

    async def __call__(self, e):
        await asyncio.sleep(0)
        self.apply(e)


class Balances(Projection):
    def __init__(self):
        self.accounts = {}

    def on_opened(self, name):
        self.accounts[name] = 0

    def on_moved(self, name, amount):
        self.accounts[name] += amount

    def on_closed(self, name):
        del self.accounts[name]


class Audit(Projection):
    def __init__(self):
        self.lines = []

    def apply(self, e):
        match e:
            case Event(kind="moved", data={"amount": a, "name": n}) if a < 0:
                self.lines.append(f"{n} paid {-a}")
            case Event(kind="moved", data={"amount": a, "name": n}):
                self.lines.append(f"{n} got {a}")
            case Event(kind=k, data={"name": n}):
                self.lines.append(f"{n} {k}")


async def handle(store, balances, command, *args):
    match command, args:
        case "open", [name] if name not in balances.accounts:
            await store.append(Event("opened", name=name))
        case "open", [name]:
            raise ValueError(f"{name} exists")
        case "pay", [a, b, int(n)] if balances.accounts.get(a, 0) >= n:
            await store.append(Event("moved", name=a, amount=-n), Event("moved", name=b, amount=n))
        case "pay", [a, _, n]:
            raise ValueError(f"{a} cannot pay {n}")
        case "deposit", [name, n]:
            await store.append(Event("moved", name=name, amount=n))
        case "close", [name] if not balances.accounts[name]:
            await store.append(Event("closed", name=name))
        case _:
            raise ValueError(f"unknown: {command} {args}")


async def main():
    store, balances, audit = Store(), Balances(), Audit()
    store.listeners += [balances, audit]
    for c in ["open ann", "open bob", "open ann", "deposit ann 50", "pay ann bob 20", "pay bob ann 100", "dance", "open cid", "close cid", "close bob"]:
        words = [int(w) if w.isdigit() else w for w in c.split()]
        try:
            await handle(store, balances, *words)
        except ValueError as e:
            print("refused:", e)
    print(balances.accounts, store.replay(Balances()).accounts == balances.accounts)
    print(*audit.lines, sep="\n")
    print(store.events[-1], len(store.events))


asyncio.run(main())
