# Priority queues whose items compare in all ways: without script, by script, not at all.
import asyncio


class Item:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        return self.n < (other.n if isinstance(other, Item) else other)

    def __gt__(self, other):
        return self.n > other

    def __repr__(self):
        return f"i{self.n}"


def drain(q):
    got = []
    while not q.empty():
        got.append(q.get_nowait())
    return got


async def main():
    q = asyncio.PriorityQueue()
    for i in range(40):
        q.put_nowait((i * 7 % 11, "x" * (i % 3), i))
    print(drain(q))
    for i in range(30):
        q.put_nowait(Item(i * 7 % 13) if i % 2 else i * 5 % 9)
    print(drain(q))
    for i in range(20):
        q.put_nowait((1, (i % 3, -i), [i]) if i % 2 else (1.0, (i % 3, i), [i]))
    print(drain(q))
    for x in 3, 2.5, 10**30, -1, True, float("inf"), 0.0:
        q.put_nowait(x)
    print(drain(q))
    nan = float("nan")
    for x in 3, nan, 2, nan, 1, 0:
        q.put_nowait(x)
    print(drain(q))
    q.put_nowait((1, {}))
    try:
        q.put_nowait((1, {}))
    except TypeError as e:
        print(e)
    print(q.qsize(), drain(q))
    for x in (1, "a"), (2, None), (2, 0), (3, "b"):
        try:
            q.put_nowait(x)
        except TypeError as e:
            print(e)
    try:
        print(drain(q))
    except TypeError as e:
        print(e, q.qsize())
    data = bytes(range(7))
    for part in data, list(data), tuple(data), "abcdefg", bytearray(data):
        print(part[::-1], part[5:1:-1], part[2::-1], part[:2:-1], part[1:5:-1], part[100:-100:-1], part[:0][::-1])


asyncio.run(main())
