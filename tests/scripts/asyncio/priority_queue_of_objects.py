"""Heaps of objects whose __lt__ is a script's: order, number of calls, errors in the middle, classes that change."""
import asyncio


class ByOne:
    def __init__(self, p, tag):
        self.p, self.tag = p, tag

    def __lt__(self, other):
        return self.p < other.p


class Backwards(ByOne):
    def __lt__(self, other):
        return other.p < self.p


class Greatest(ByOne):
    def __lt__(self, other):
        return self.p > other.p


class ByTuple(ByOne):
    def __lt__(self, other):
        return (self.p, self.tag) < (other.p, other.tag)


class BySwapped(ByOne):
    def __lt__(self, other):
        return (self.p, other.tag) < (other.p, self.tag)


class Counted(ByOne):
    calls = []

    def __lt__(self, other):
        Counted.calls.append((self.tag, other.tag))
        return self.p < other.p


class Odd(ByOne):
    def __lt__(self, other):
        return self.p - other.p if self.p > other.p else NotImplemented

    def __gt__(self, other):
        return [1] if self.p > other.p else []


def keys(n, m=7919):
    return [(i * m) % 101 for i in range(n)]


async def drain(q):
    out = []
    while not q.empty():
        x = await q.get()
        out.append((x.p, x.tag))
    return out


async def plain():
    for cls in ByOne, Backwards, Greatest, ByTuple, BySwapped, Counted, Odd:
        q = asyncio.PriorityQueue()
        for i, k in enumerate(keys(60)):
            q.put_nowait(cls(k, i))
        first = [q.get_nowait() for _ in range(20)]
        for x in first[::2]:
            await q.put(cls(x.p + 3, -x.tag))
        print(cls.__name__, [x.tag for x in first], await drain(q))
    print(len(Counted.calls), Counted.calls[:40], Counted.calls[-5:])


async def kinds_of_keys():
    nan = float("nan")
    for values in ([3.5, 1, 2.25, -7, 10**20, 2, 0.5, -(10**30)], ["b", "", "abc", "a", "éa", "b"],
                   [(2, "x"), (1, "z"), (1, "a"), (2,)], [[3], [1, 2], [1]], [nan, 1.0, nan, 0.5, 2.0],
                   [True, 2, False, 1.0], [b"b", b"a"]):
        for cls in ByOne, ByTuple, Greatest:
            q = asyncio.PriorityQueue()
            for _ in range(2):
                for i, v in enumerate(values):
                    q.put_nowait(cls(v, i))
            print(cls.__name__, await drain(q))


async def errors():
    for cls in ByOne, ByTuple, Greatest:
        q = asyncio.PriorityQueue()
        for i in range(12):
            q.put_nowait(cls(i * 5 % 12, i))
        try:
            q.put_nowait(cls("text", 99))
        except TypeError as e:
            print(e)
        print(q.qsize(), [(x.p, x.tag) for x in q._queue])
        bare = cls(3, 50)
        del bare.p
        try:
            q.put_nowait(bare)
        except AttributeError as e:
            print(e)
        print(q.qsize(), [getattr(x, "p", None) for x in q._queue])
    q = asyncio.PriorityQueue()
    for x in ByOne(2, 0), ByOne(1, 1), ByTuple(3, 2), ByOne(0, 3):
        q.put_nowait(x)
    q.put_nowait(ByTuple(1, 4))
    print(await drain(q))
    q.put_nowait(ByOne(1, 1))
    try:
        q.put_nowait(5)
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)


async def changes():
    class Item:
        def __init__(self, p):
            self.p = p

        def __lt__(self, other):
            return self.p < other.p

    q = asyncio.PriorityQueue()
    for k in keys(30):
        q.put_nowait(Item(k))
    print([q.get_nowait().p for _ in range(5)])
    Item.__lt__ = lambda self, other: self.p > other.p
    for k in keys(5, 77):
        q.put_nowait(Item(k))
    print([q.get_nowait().p for _ in range(5)])
    def p(self):
        return 1

    Item.p = property(p)
    try:
        q.put_nowait(Item(3))
    except AttributeError as e:
        print(type(e).__name__)
    del Item.__lt__
    try:
        print(q.get_nowait())
    except TypeError as e:
        print(e)

    # the queue is asked while it compares
    class Curious:
        def __init__(self, p):
            self.p = p

        def __lt__(self, other):
            seen.append(r.qsize())
            return self.p < other.p

    r, seen = asyncio.PriorityQueue(), []
    for k in keys(20):
        r.put_nowait(Curious(k))
    while r.qsize():
        r.get_nowait()
    print(seen)


async def sizes():
    for n in 0, 1, 2, 3, 4, 5:
        for values in (list(range(n)), list(range(n, 0, -1)), [1] * n):
            q = asyncio.PriorityQueue()
            for i, v in enumerate(values):
                q.put_nowait((v, i))
            print(n, [q.get_nowait() for _ in values], q.empty(), end=" ")
            try:
                q.get_nowait()
            except asyncio.QueueEmpty as e:
                print(repr(e))


def sorting():
    for cls in ByOne, Backwards, Greatest, ByTuple, Odd:
        objects = [cls(k, i) for i, k in enumerate(keys(40))]
        print(cls.__name__, [x.tag for x in sorted(objects)], [x.tag for x in sorted(objects, reverse=True)])


for part in plain, kinds_of_keys, errors, changes, sizes:
    print("--", part.__name__)
    asyncio.run(part())
sorting()
