# lists of all lengths that script looks at, or changes, while they are sorted
def tried(items, key):
    try:
        items.sort(key=key)
        return "sorted", items[:3], len(items)
    except ValueError as e:
        return str(e), items[:3], len(items)


def all_ways(n):
    out = []
    for how in range(7):
        items = [(i * 7) % 11 for i in range(n)] if how % 2 else list(range(n, 0, -1))
        seen = []

        def key(x):
            seen.append(len(items))
            if how == 1:
                items.append(x)
            elif how == 2:
                items.append(x)
                items.pop()
            elif how == 3:
                items.clear()
            elif how == 4:
                items[:] = [1, 2, 3]
            elif how == 5:
                items.extend([])
            elif how == 6:
                items.insert(0, x)
                del items[:]
            return x

        out.append((how, tried(items, key), set(seen)))
        items.append("after")
        items.append("that")
        out.append(items[-3:])
    return out


for n in (1, 2, 4, 5, 14, 15, 40, 60, 61, 100):
    print(n, *all_ways(n), sep="\n  ")


class Odd:
    def __init__(self, n, items):
        self.n, self.items = n, items

    def __lt__(self, o):
        self.items.append(0)
        self.items.pop()
        return self.n < o.n


items = []
items += [Odd(3, items), Odd(1, items), Odd(2, items)]
try:
    items.sort()
except ValueError as e:
    print(e, [o.n for o in items])
for n in (3, 30, 59, 60, 61, 70):
    xs = list(range(n))
    ys = xs[1:] + xs[:1]
    zs = ys * 1
    ys.append(-1)
    zs[2:2] = [7] * n
    ws = xs[::-1]
    ws += ws[::2]
    t = tuple(ws)
    vs = [*xs, *ys]
    vs.sort(reverse=True)
    print(len(ys), sum(zs), ws[-3:], len(t), vs[:3], sum(xs[:-1]), xs[-2:])
flags = [True] * 50 + [False, 2, True, 1 << 40, 2.5, True]
print(sum(flags), sum(flags[:-2]), sum([True, True]), sum([False], True), sum([True] * 3, 0.5), sum([1 << 62, True, 1 << 62]))
