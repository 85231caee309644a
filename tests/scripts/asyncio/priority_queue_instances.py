"""Priority queues of instances: comparisons by script that refuse, raise, mix classes and empty the queue."""
import asyncio


class Item:
    def __init__(self, key, tag=""):
        self.key = key
        self.tag = tag

    def __lt__(self, other):
        if not isinstance(other, Item):
            return NotImplemented
        return (self.key, self.tag) < (other.key, other.tag)

    def __repr__(self):
        return f"{type(self).__name__}({self.key}{self.tag})"


class Sub(Item):
    pass


class Bare:
    """Its instances have other attributes than Item's, and in two orders."""

    def __init__(self, key, swapped):
        if swapped:
            self.extra = None
            self.key = key
        else:
            self.key = key

    def __lt__(self, other):
        return [] if self.key >= other.key else [1]


class Reflected:
    def __init__(self, key):
        self.key = key

    def __gt__(self, other):
        return self.key > other.key

    def __repr__(self):
        return f"R{self.key}"


class Angry(Item):
    left = 12

    def __lt__(self, other):
        Angry.left -= 1
        if Angry.left == 0:
            raise ValueError("enough")
        return self.key < other.key


def drain(queue):
    out = []
    while not queue.empty():
        out.append(queue.get_nowait())
    return out


def keys(n):
    return [(i * 7919 + 13) % 101 for i in range(n)]


async def main():
    q = asyncio.PriorityQueue()
    for i, k in enumerate(keys(60)):
        q.put_nowait(Sub(k, "s") if i % 3 == 0 else Item(k, "i"))
    print(drain(q))
    for i, k in enumerate(keys(40)):
        q.put_nowait(Bare(k, i % 2))
    print([b.key for b in drain(q)])
    for k in keys(20):
        q.put_nowait(Reflected(k))
    print(drain(q))
    q.put_nowait(Item(1))
    for other in (2, "x"):
        try:
            q.put_nowait(other)
        except TypeError as e:
            print("TypeError:", e, q.qsize())
    print(q._queue)
    q._queue.clear()
    raised = 0
    for k in keys(30):
        try:
            q.put_nowait(Angry(k))
        except ValueError:
            raised += 1
    Angry.left = 9
    print("put", raised, q.qsize(), q._queue)
    try:
        while True:
            print(q.get_nowait(), end=" ")
    except ValueError as e:
        print("get", e, q.qsize(), q._queue)
    Angry.left = -1
    print(drain(q))
    for row in [(1, 2), (1,), (), (1, 2, 3), (0, 9), (1, 2), (2**70,), (True, 1.5), (1, "a")][:8]:
        q.put_nowait(row)
    print(drain(q))
    a, b = (3, 4, 5), (3, 4)
    print(a < b, b < a, a <= a, a == b, b != a, () < a, a > b, (True,) < (2,), (1,) >= (1, 0))


asyncio.run(main())
