# A job dispatcher that starts a short-lived task per order, keeps the running
# ones in a set and drops them with done callbacks.
import asyncio

DISHES = ("soup", "bread", "salad", "stew", "pie")
PRICES = {"soup": 4, "bread": 2, "salad": 5, "stew": 9, "pie": 6}


class Kitchen:
    def __init__(self, name):
        self.name = name
        self.active = set()
        self.peak = 0
        self.revenue = 0
        self.finished = 0
        self.failed = 0
        self.log = []

    def order(self, number, dish, *, portions=1):
        task = asyncio.create_task(self._cook(number, dish, portions),
                                   name=f"{self.name}-{number}")
        self.active.add(task)
        self.peak = max(self.peak, len(self.active))
        task.add_done_callback(self._done)
        return task

    def _done(self, task):
        self.active.discard(task)
        if task.cancelled():
            return
        if task.exception() is not None:
            self.failed += 1
            return
        self.finished += 1
        self.revenue += task.result()

    async def _cook(self, number, dish, portions):
        if number % 97 == 13:
            raise LookupError(dish)
        total = 0
        for _ in range(portions):
            total += PRICES[dish]
        if number % 1000 == 0:
            self.log.append(asyncio.current_task().get_name())
        return total


def orders(count, seed):
    state = seed
    for number in range(count):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        yield number, DISHES[(state >> 8) % len(DISHES)], 1 + (state >> 16) % 4


async def evening(name, guests, batch):
    kitchen = Kitchen(name)
    pending = []
    for number, dish, portions in orders(guests, seed=len(name)):
        pending.append(kitchen.order(number, dish, portions=portions))
        if len(pending) >= batch:
            for task in pending:
                try:
                    await task
                except LookupError:
                    pass
            pending.clear()
    for task in pending:
        try:
            await task
        except LookupError:
            pass
    await asyncio.sleep(0)
    return kitchen


async def main():
    for name, guests, batch in (("bistro", 9000, 50), ("tavern", 8000, 500),
                                ("diner", 5000, 1)):
        kitchen = await evening(name, guests, batch)
        print(f"{name}: finished={kitchen.finished} failed={kitchen.failed} "
              f"peak={kitchen.peak} revenue={kitchen.revenue} left={len(kitchen.active)}")
        print("  " + ",".join(kitchen.log))


asyncio.run(main())
