# sets of strings and ints in loops, what goes through instances whose __iter__ is a generator function, len and append in coroutines
import asyncio


class Bag:
    def __init__(self, *items):
        self.items = items

    def __iter__(self):
        for item in self.items:
            yield item


class Broken:
    def __iter__(self):
        yield 1
        raise KeyError("broken")


class Pairs:
    def keys(self):
        return ["a"]

    def __getitem__(self, key):
        return key * 2

    def __iter__(self):
        yield 1


class Wrong:
    def __iter__(self):
        return 5


class Same:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return self.n

    def __eq__(self, other):
        return isinstance(other, int) and other == self.n


def sets(n):
    s = set()
    for i in range(n):
        s.add(i)
        s.add(i * 1024)
        s.add(-i)
    hits = 0
    for i in range(-n, 2 * n):
        if i in s:
            hits += 1
        if i not in s:
            hits += 1000
    out = [len(s), hits, sum(s), -1 in s, -2 in s, -n in s, True in s, 1.0 in s, 2**60 in s, None in s]
    for i in range(0, n, 2):
        s.discard(i)
    out += [len(s), 2 in s, 3 in s]
    for i in range(0, n, 4):
        s.add(i)
    out += [len(s), 4 in s, 6 in s, sorted(s)[:5]]
    names = {f"k{i % 7}" for i in range(n)}
    seen = set()
    for i in range(n):
        name = "k" + str(i % 9)
        if name in names:
            seen.add(name)
        if name not in names:
            seen.add(name.upper())
    fixed = frozenset(names)
    out += [sorted(seen), "k3" in fixed, "k8" in fixed, len({i & 3 for i in range(n)}), {-1, -2} == {x for x in (-1, -2, -1)}]
    odd = {Same(5), 7}
    out += [5 in odd, 7 in odd, 6 in odd]
    odd.add(5)
    out += [len(odd)]
    try:
        odd.add([])
    except TypeError as e:
        out.append(str(e))
    try:
        [] in odd
    except TypeError as e:
        out.append(str(e))
    return out


def through(bag):
    out = [sum(bag), list(bag), tuple(bag), sorted(bag), max(bag), min(bag), any(bag), all(bag)]
    out += [sorted(set(bag)), sorted(frozenset(bag)), ",".join(Bag("a", "b")), sum(bag, 10), max(bag, key=lambda v: -v)]
    out += [dict(Pairs()), list(Pairs())]
    for f in (sum, list, set, sorted, any, tuple):
        for wrong in (Broken(), Wrong(), Bag, Bag(1, "a")):
            try:
                got = f(wrong)
                out.append(len(got) if f is set else got)
            except (KeyError, TypeError) as e:
                out.append(repr(e))
    return out


async def lengths(n):
    out = []
    rows = []
    for i in range(n):
        out.append(i)
        if len(out) == 4:
            rows.append(len(out))
            out = []
            await asyncio.sleep(0)
    return rows, out, len("abc") + len((1, 2)) + len({}) + len({1: 2}) + len({1, 2}) + len(b"ab")


async def numbers(n):
    chunk = []
    for i in range(n):
        chunk.append(i)
        if len(chunk) == 3:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


class Log(list):
    def append(self, item):
        super().append((item, len(self)))


async def own(n):
    log = []
    for i in range(n):
        log.append(i)
        if i == n - 3:
            log = Log(log)
    return log[-3:]


async def main():
    print(await lengths(50))
    print([c async for c in numbers(20)])
    print(await own(60))
    try:
        print(len(5))
    except TypeError as e:
        print(e)


for turn in range(40):
    a, b = sets(40), through(Bag(3, 1, 2))
print(a)
print(b)
asyncio.run(main())
