# lock, semaphore, condition and event, as a printing office
import asyncio

PAGES = 2700


class Printer:
    def __init__(self, sheets):
        self.lock = asyncio.Lock()
        self.sheets = sheets
        self.empty = asyncio.Event()
        self.full = asyncio.Event()
        self.full.set()
        self.log = []
        self.refills = 0

    async def print_page(self, who, page):
        async with self.lock:
            while self.sheets == 0:
                self.full.clear()
                self.empty.set()
                await self.full.wait()
            self.sheets -= 1
            self.log.append(who * 100003 + page)

    async def refill(self):
        while True:
            await self.empty.wait()
            self.empty.clear()
            self.sheets += 50
            self.refills += 1
            self.full.set()


async def clerk(printer, who, desks):
    for page in range(PAGES):
        async with desks:
            await printer.print_page(who, page)
            if page % 8 == who % 8:
                await asyncio.sleep(0)


async def office():
    printer = Printer(20)
    desks = asyncio.Semaphore(6)
    helper = asyncio.create_task(printer.refill())
    await asyncio.gather(*(clerk(printer, w, desks) for w in range(16)))
    helper.cancel()
    return len(printer.log), sum(printer.log) % 1000003, printer.refills


async def turns(names, rounds):
    """Players take turns strictly in order, with one condition for all of them."""
    cond = asyncio.Condition()
    state = {"turn": 0, "text": []}

    async def player(i):
        for _ in range(rounds):
            async with cond:
                await cond.wait_for(lambda: state["turn"] % len(names) == i)
                state["text"].append(names[i])
                state["turn"] += 1
                cond.notify_all()

    await asyncio.gather(*(player(i) for i in reversed(range(len(names)))))
    return "".join(state["text"])


async def barrier_rounds(parties, rounds):
    barrier = asyncio.Barrier(parties)
    phases = [0] * rounds
    spread = []

    async def walker(n):
        for r in range(rounds):
            for _ in range(n % 3):
                await asyncio.sleep(0)
            phases[r] += 1
            if await barrier.wait() == 0:
                spread.append(phases[r])

    await asyncio.gather(*(walker(n) for n in range(parties)))
    return set(spread), sum(phases)


async def try_locks():
    lock = asyncio.Lock()
    states = [lock.locked()]
    await lock.acquire()
    states.append(lock.locked())
    waiter = asyncio.create_task(lock.acquire())
    await asyncio.sleep(0)
    states.append(waiter.done())
    lock.release()
    await waiter
    states.append(lock.locked())
    lock.release()
    try:
        lock.release()
    except RuntimeError:
        states.append("error")
    return states


async def main():
    print("office", *await office())
    text = await turns("abcde", PAGES)
    print("turns", text == "abcde" * PAGES, text[:10])
    print("barrier", *await barrier_rounds(10, PAGES))
    print("states", await try_locks())


asyncio.run(main())
