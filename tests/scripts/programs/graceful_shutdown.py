# Workers stop on an event; what is in flight is finished, the rest is given back.
import asyncio


class Service:
    def __init__(self):
        self.stopping = asyncio.Event()
        self.queue = asyncio.Queue()
        self.done, self.given_back = [], []

    async def worker(self, name):
        print(name, "up")
        while not self.stopping.is_set():
            get = asyncio.create_task(self.queue.get())
            stop = asyncio.create_task(self.stopping.wait())
            finished, pending = await asyncio.wait({get, stop}, return_when=asyncio.FIRST_COMPLETED)
            for p in pending:
                p.cancel()
            await asyncio.gather(*pending, return_exceptions=True)
            if get in finished:
                await self.process(name, get.result())
        print(name, "down")

    async def process(self, name, item):
        for _ in range(item):
            await asyncio.sleep(0)
        self.done.append(item)
        print(f"{name} did {item}")

    async def run(self, items):
        for i in items:
            self.queue.put_nowait(i)
        workers = [asyncio.create_task(self.worker(f"w{i}")) for i in range(2)]
        while len(self.done) < 4:
            await asyncio.sleep(0)
        print("stop asked")
        self.stopping.set()
        await asyncio.gather(*workers)
        while not self.queue.empty():
            self.given_back.append(self.queue.get_nowait())


async def main():
    s = Service()
    await s.run([2, 1, 3, 2, 5, 1, 4, 2])
    print(sorted(s.done + s.given_back) == [1, 1, 2, 2, 2, 3, 4, 5], len(s.done) >= 4)


asyncio.run(main())
