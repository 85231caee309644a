# stress: 97
import asyncio
class J:
    def __init__(self, p, n): self.p=p; self.n=n
    def __lt__(self, other):
        mine = (self.p, self.n)
        theirs = (other.p, other.n)
        return mine < theirs
class K:
    def __init__(self, p, n): self.p=p; self.n=n
    def __lt__(self, other):
        a = self.p
        b = other.p
        return a < b
class L:
    def __init__(self, p, n): self.p=p; self.n=n
    def __lt__(self, other):
        x = self.p
        x = self.n
        return x < other.n
class M:
    def __init__(self, p, n): self.p=p; self.n=n
    def __lt__(self, other):
        x = self.p
        y = x < other.n
        x = self.n
        return y
class N:
    def __init__(self, p, n): self.p=p; self.n=n
    def __lt__(self, other):
        self, other = other, self
        return self.p < other.p
class O:
    def __init__(self, p, n): self.p=p; self.n=n
    def __lt__(self, other):
        x = (self.p, self.n)
        self = other
        y = (self.p, self.n)
        return x < y
class P:
    def __init__(self, p, n): self.p=p; self.n=n
    def __lt__(self, other):
        other = other.p
        return self.p < other
import random
r=random.Random(5)
async def main():
    for C in (J,K,L,M,N,O,P):
        q=asyncio.PriorityQueue()
        for i in range(200): q.put_nowait(C(r.randrange(30), r.randrange(40)))
        out=[]
        while not q.empty():
            j=q.get_nowait(); out.append((j.p,j.n))
        s=sorted([C(r.randrange(30), r.randrange(40)) for i in range(100)])
        print(C.__name__, hash(tuple(out))%1000003, hash(tuple((j.p,j.n) for j in s))%1000003, out[:3])
asyncio.run(main())
