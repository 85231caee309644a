import asyncio

ORDERS = 27000


class Order:
    def __init__(self, number: int, table: int, dishes: list):
        self.number = number
        self.table = table
        self.dishes = dishes
        self.cost = 0
        self.stage = "new"


class Station:
    """One step of the pipeline, takes from inbox and gives to outbox."""

    def __init__(self, name: str, inbox: asyncio.Queue, outbox):
        self.name = name
        self.inbox = inbox
        self.outbox = outbox
        self.handled = 0

    async def handle(self, order: Order) -> None:
        order.stage = self.name

    async def work(self) -> None:
        while True:
            order = await self.inbox.get()
            if order is None:
                await self.outbox.put(None)
                break
            await self.handle(order)
            self.handled += 1
            await self.outbox.put(order)


class Kitchen(Station):
    PRICES = {"soup": 4, "steak": 17, "salad": 6, "cake": 5, "tea": 2}

    async def handle(self, order: Order) -> None:
        await super().handle(order)
        for dish in order.dishes:
            order.cost += self.PRICES[dish]


class Taxes(Station):
    async def handle(self, order: Order) -> None:
        await super().handle(order)
        order.cost = order.cost * 108 // 100


class Tally:
    def __init__(self):
        self.per_table = {}

    async def collect(self, inbox: asyncio.Queue) -> int:
        count = 0
        while (order := await inbox.get()) is not None:
            self.per_table[order.table] = self.per_table.get(order.table, 0) + order.cost
            count += 1
        return count


async def feed(queue: asyncio.Queue) -> None:
    menu = list(Kitchen.PRICES)
    for n in range(ORDERS):
        dishes = [menu[(n * k + k) % len(menu)] for k in range(1, 4)]
        await queue.put(Order(n, n * 7 % 12, dishes))
    await queue.put(None)


async def rush(count: int) -> list:
    """Late orders go through a priority queue, tables with low numbers first."""
    queue = asyncio.PriorityQueue(maxsize=50)
    served = []

    async def waiter():
        for n in range(count):
            await queue.put((n * 13 % 29, n))
        await queue.put((1000, -1))

    async def cook():
        while True:
            priority, n = await queue.get()
            if n < 0:
                return
            served.append(priority * 1000 + n)

    await asyncio.gather(waiter(), cook())
    return served


async def main() -> None:
    a, b, c, d = (asyncio.Queue(maxsize=m) for m in (8, 4, 2, 1))
    stations = [Kitchen("kitchen", a, b), Taxes("taxes", b, c), Station("pass", c, d)]
    tally = Tally()
    tasks = [asyncio.create_task(s.work()) for s in stations]
    count, *_ = await asyncio.gather(tally.collect(d), feed(a), *tasks)
    print("count", count, [s.handled for s in stations])
    print("tables", sorted(tally.per_table.items())[:4], sum(tally.per_table.values()))
    served = await rush(ORDERS)
    print("rush", len(served), sum(i * s for i, s in enumerate(served)) % 1000003)


asyncio.run(main())
