"""Round robin: N workers each yield to the loop many times, interleaving."""
import asyncio

WORKERS = 60
ROUNDS = 7500


class Trace:
    def __init__(self):
        self.h = 0
        self.switches = 0
        self.last = -1

    def mark(self, ident):
        if ident != self.last:
            self.switches += 1
            self.last = ident
        self.h = (self.h * 33 + ident) & 0xFFFFFFFF


async def worker(ident, rounds, trace):
    acc = ident
    for r in range(rounds):
        trace.mark(ident)
        acc = (acc * 5 + r) % 65521
        await asyncio.sleep(0)
    return acc


async def main():
    trace = Trace()
    tasks = [asyncio.create_task(worker(i, ROUNDS + i % 7, trace))
             for i in range(WORKERS)]
    results = await asyncio.gather(*tasks)
    print("hash", trace.h)
    print("switches", trace.switches)
    print("sum", sum(results))


asyncio.run(main())
