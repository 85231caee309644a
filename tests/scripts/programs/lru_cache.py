# An LRU cache with a doubly linked list, a TTL by a fake clock, and an async front.
import asyncio


class Node:
    __slots__ = ("key", "value", "prev", "next")

    def __init__(self, key=None, value=None):
        self.key, self.value = key, value
        self.prev = self.next = None


class LRU:
    def __init__(self, size):
        self.size = size
        self.map = {}
        self.head, self.tail = Node(), Node()
        self.head.next, self.tail.prev = self.tail, self.head
        self.hits = self.misses = 0

    def _unlink(self, n):
        n.prev.next, n.next.prev = n.next, n.prev

    def _push(self, n):
        n.prev, n.next = self.head, self.head.next
        self.head.next.prev = n
        self.head.next = n

    def __getitem__(self, k):
        try:
            n = self.map[k]
        except KeyError:
            self.misses += 1
            raise
        self.hits += 1
        self._unlink(n)
        self._push(n)
        return n.value

    def __setitem__(self, k, v):
        if k in self.map:
            n = self.map[k]
            n.value = v
            self._unlink(n)
        else:
            if len(self.map) >= self.size:
                old = self.tail.prev
                self._unlink(old)
                del self.map[old.key]
            n = self.map[k] = Node(k, v)
        self._push(n)

    def __iter__(self):
        n = self.head.next
        while n is not self.tail:
            yield n.key, n.value
            n = n.next

    def __len__(self):
        return len(self.map)

    def __contains__(self, k):
        return k in self.map

    def __repr__(self):
        return "LRU(" + ", ".join(f"{k}={v}" for k, v in self) + ")"


class AsyncCache:
    def __init__(self, size, loader):
        self.lru, self.loader, self.pending = LRU(size), loader, {}

    async def get(self, k):
        try:
            return self.lru[k]
        except KeyError:
            pass
        if k not in self.pending:
            self.pending[k] = asyncio.ensure_future(self._load(k))
        return await self.pending[k]

    async def _load(self, k):
        try:
            v = self.lru[k] = await self.loader(k)
            return v
        finally:
            del self.pending[k]


loads = []


async def loader(k):
    loads.append(k)
    await asyncio.sleep(0.001)
    if k < 0:
        raise ValueError(f"no {k}")
    return k * 100


async def main():
    c = LRU(3)
    for k in "abc":
        c[k] = ord(k)
    print(c, c["a"], c)
    c["d"] = 1
    c["c"] = 2
    print(c, "b" in c, len(c), c.hits, c.misses)
    try:
        c["zz"]
    except KeyError as e:
        print("KeyError", e)
    ac = AsyncCache(2, loader)
    print(await asyncio.gather(*(ac.get(k) for k in (1, 1, 2, 1, 2))), loads)
    print(await ac.get(1), await ac.get(3), await ac.get(2), loads, ac.lru)
    print([repr(r) for r in await asyncio.gather(ac.get(-1), ac.get(-1), ac.get(3), return_exceptions=True)], ac.pending)


asyncio.run(main())
