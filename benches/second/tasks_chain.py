import asyncio
async def down(n):
    if n == 0:
        await asyncio.sleep(0)
        return 0
    return 1 + await down(n - 1)
class Svc:
    def __init__(self): self.n = 0
    async def fetch(self, k): return await self.load(k)
    async def load(self, k): return await self.raw(k)
    async def raw(self, k): self.n += k; return k
async def main():
    t = 0
    for _ in range(2000): t += await down(150)
    s = Svc()
    for i in range(100000): t += await s.fetch(i)
    print(t, s.n)
asyncio.run(main())
