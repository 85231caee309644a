import asyncio


class Pool:
    def __init__(self, size):
        self.sem_size = size
        self.done = 0

    async def map(self, f, items):
        sem = asyncio.Semaphore(self.sem_size)

        async def one(x):
            async with sem:
                r = await f(x)
                self.done += 1
                return r

        return await asyncio.gather(*map(one, items))
