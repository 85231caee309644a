# parts of a code that run for the first time when the code before them has been hot for long
import asyncio
import math


def phases(n):
    total = 0
    for i in range(n):
        total += i
    items, seen, counts, text = [], set(), {}, "a,b,c"
    for i in range(n):
        items.append(i % 7)
        seen.add(i % 5)
        counts[i % 3] = counts.get(i % 3, 0) + 1
        counts.setdefault("all", []).append(i)
    joined = 0
    for i in range(n):
        joined += len(text.split(","))
        joined += text.find("c") + text.count("a")
        joined += math.floor(i / 2)
        if text.startswith("a"):
            joined += 1
    pairs = 0
    for k, v in counts.items():
        if k != "all":
            pairs += k * v
    errors = 0
    for i in range(n):
        try:
            items.remove(99 if i % 2 else 3)
        except ValueError:
            errors += 1
    for i in range(n):
        try:
            counts["all"].pop()
            counts.pop() if i == n - 1 else None
        except TypeError as e:
            errors += 1000
            text = str(e)
    return total, len(items), sorted(seen), counts, joined, pairs, errors, text


class Mine(list):
    def append(self, item):
        super().append(item * 2)


def mixed(n):
    out = []
    for i in range(n):
        i + 1
    for i in range(n):
        out.append(i)
        if i == n // 2:
            out = Mine(out)
        if i == n - 9:
            out = list(out)
    return out[:3], out[n // 2:n // 2 + 3], out[-3:], len(out)


def numbers(n):
    for i in range(n):
        yield i
    out = []
    for i in range(n):
        out.append(i)
        yield out[-1]
    word = "abc"
    for i in range(n):
        yield word.upper().index("C")


async def echo():
    value = None
    while True:
        try:
            value = yield value
        except KeyError:
            value = "caught"


async def main(n):
    done = 0
    async for i in ticks(n):
        done += i
    e = echo()
    await e.asend(None)
    got = []
    for i in range(n):
        got.append(await e.asend(i))
        if i % 50 == 9:
            got.append(await e.athrow(KeyError("k")))
    await e.aclose()
    queue = asyncio.Queue()
    for i in range(n):
        queue.put_nowait(i)
        if i % 3 == 0:
            await queue.get()
    order = []
    loop = asyncio.get_running_loop()
    for i in range(n):
        f = loop.create_future()
        loop.call_soon(f.set_result, i)
        order.append(await f)
    try:
        for i in range(n):
            await e.asend(i)
    except StopAsyncIteration:
        order.append("over")
    return done, sum(x for x in got if x != "caught"), got.count("caught"), queue.qsize(), len(order), order[-2:]


async def ticks(n):
    for i in range(n):
        yield i
        if i % 10 == 0:
            await asyncio.sleep(0)


print(phases(1500))
print(mixed(1500))
print(sum(numbers(1500)))
print(asyncio.run(main(1500)))
