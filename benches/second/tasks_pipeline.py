import asyncio
async def source(n):
    for i in range(n):
        if i % 10 == 0: await asyncio.sleep(0)
        yield i
async def double(it):
    async for x in it: yield x * 2
async def only(it, k):
    async for x in it:
        if x % k == 0: yield x
class Ticker:
    def __init__(self, n): self.n = n
    def __aiter__(self): return self
    async def __anext__(self):
        if self.n == 0: raise StopAsyncIteration
        self.n -= 1
        return self.n
class Res:
    async def __aenter__(self): await asyncio.sleep(0); return self
    async def __aexit__(self, *a): return False
async def main():
    t = 0
    async for x in only(double(source(100000)), 3): t += x
    l = [x async for x in Ticker(100000) if x % 2]
    for _ in range(20000):
        async with Res(): t += 1
    print(t, len(l))
asyncio.run(main())
