"""Comparisons of two tuple displays: every operator, item kinds, borders, items with methods of their own."""


class P:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __eq__(self, other):
        return (self.x, self.y) == (other.x, other.y)

    def __lt__(self, other):
        return (self.x, self.y) < (other.x, other.y)

    def __repr__(self):
        return f"P({self.x!r}, {self.y!r})"


class Loud:
    def __init__(self, v, log):
        self.v, self.log = v, log

    def __eq__(self, other):
        self.log.append(("eq", self.v, getattr(other, "v", other)))
        return self.v == getattr(other, "v", other)

    def __lt__(self, other):
        self.log.append(("lt", self.v, getattr(other, "v", other)))
        return self.v < getattr(other, "v", other)


def every(a, b, c, d):
    return [(a, b) < (c, d), (a, b) <= (c, d), (a, b) > (c, d), (a, b) >= (c, d), (a, b) == (c, d), (a, b) != (c, d)]


def jumps(a, b, c, d):
    out = ""
    out += "<" if (a, b) < (c, d) else "-"
    out += "l" if (a, b) <= (c, d) else "-"
    out += ">" if (a, b) > (c, d) else "-"
    out += "g" if (a, b) >= (c, d) else "-"
    out += "=" if (a, b) == (c, d) else "-"
    out += "!" if (a, b) != (c, d) else "-"
    if not (a, b) < (c, d):
        out += "n"
    n = 0
    while (n, a) != (3, a):
        n += 1
    return out + str(n)


nan, inf, big = float("nan"), float("inf"), 10**30
VALUES = [0, 1, -5, 2**46, -(2**46), 2**47, big, 1.0, 0.5, -0.0, inf, "", "a", "ab", "é", "a" * 40, "b" * 40, True, False]
SAME = [0, 1, 2**47, big, 0.5, "a", "ab", "x" * 50, None, nan, (), (1, 2)]


def grid():
    lines = []
    for i, v in enumerate(VALUES):
        for w in VALUES[i % 3::3]:
            for pair in ((v, 1, w, 1), (1, v, 1, w), (v, w, w, v)):
                try:
                    lines.append("".join("01"[x] for x in every(*pair)) + jumps(*pair))
                except TypeError as e:
                    lines.append(str(e))
    return lines


def run():
    for _ in range(3):
        lines = grid()
    print(len(lines), sum(len(x) * (i % 97) for i, x in enumerate(lines)))
    for line in lines[::9]:
        print(line)
    for s in SAME:
        print(every(s, 1, s, 2), every(1, s, 1, s))
    print((nan, 1) == (nan, 1), (1, nan) < (1, nan), (1, nan) >= (0, nan))
    print(every(0.0, 1, -0.0, 1), every(1, True, True, 1), every(2**53, 0, float(2**53), 0))


def objects():
    log = []
    for _ in range(200):
        log.clear()
        a, b, c = Loud(1, log), Loud(1, log), Loud(2, log)
        r = [(a, c) < (b, a), (a, a) == (a, b), (5, a) < (5, c), (a, 1) != (b, 1)]
    print(r, log)
    ps = [P(i * 7 % 5, -i) for i in range(60)]
    print(sorted(ps)[:12], ps.index(P(3, -4)), P(1, "a") == P(1, "a"))
    try:
        P(1, None) < P(1, None) < P(1, 2)
        print((1, None) < (1, 2))
    except TypeError as e:
        print(e)


def others():
    def calls(*names):
        for n in names:
            order.append(n)
            yield n

    for _ in range(150):
        order = []
        it = calls("a", "b", "c", "d")
        first = (next(it), next(it)) < (next(it), next(it))
        x = 5
        walrus = (x, x) < ((x := 1), 9)
        chain = (1, 2) < (1, x + 2) < (2, 0), (3, 2) < (1, x) < (2, 0)
        three = (x, 2, "c") < (x, 2, "d"), (x, 2, "c", 4, 5) > (x, 2, "c", 4, 4)
        mixed = (x,) < (x + 1,), (x, 2) < (x,), (x,) == (x,), () == (), (x, 2) == (x, 2, 3)
        star = (*[1, 2],) < (x, x), (x, *[3]) < (x, 4)
        nested = ((x, 1), 2) < ((x, 1), 3), ([x], 1) == ([x], 1)
        inside = (x, 1) in [(1, 1)]
    print(first, order, walrus, chain, three, mixed, star, nested, inside)


async def waits(v):
    return v


async def awaited():
    out = []
    for i in range(150):
        out.append((await waits(i % 3), 1) < (1, await waits(i % 2)))
    return sum(out), out[:7]


def coroutine():
    c = awaited()
    try:
        c.send(None)
    except StopIteration as e:
        print(e.value)


run()
objects()
others()
coroutine()
