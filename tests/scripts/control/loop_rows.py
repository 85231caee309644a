# Loops over rows, pairs and containers, with their borders: things that change under way, uneven lengths, errors.


def show(*parts):
    print(*parts)


def growing(xs):
    seen = []
    for i, x in enumerate(xs):
        seen.append((i, x))
        if len(xs) < 6:
            xs.append(x * 10)
    return seen


def shrinking(xs):
    seen = []
    for i, x in enumerate(xs):
        seen.append((i, x))
        xs.pop()
    return seen


def pairs_of(xs, ys):
    seen = []
    a = b = "unset"
    for a, b in zip(xs, ys):
        seen.append((a, b))
    return seen, a, b


def triples_of(xs, ys, zs):
    seen = []
    a = b = c = "unset"
    for a, b, c in zip(xs, ys, zs):
        seen.append((a, b, c))
    return seen, a, b, c


def quadruples(n):
    seen = []
    for a, b, c, d in zip("wxyz", range(n), (1.5, 2.5, 3.5), [None, True, False, 3]):
        seen.append((a, b, c, d))
    return seen


def five(n):
    return [a + b + c + d + e for a, b, c, d, e in zip(range(n), range(n), range(n), range(n), range(n))]


def rows(n):
    total = 0
    for row in zip([1, 2, 3], [4, 5, 6], [7, 8, 9]):
        total += sum(row) * n
    for pair in zip("ab", b"cd"):
        total += pair[1] * n
    for pair in enumerate("xyz", 5):
        total += pair[0]
    return total


def counted(n):
    out = []
    for start in (0, 1, -3, 2**45, 2**46 - 1, 2**46, 2**47 - 2, 2**47 - 1, 2**63 - 2, 2**63, -(2**47) - 1, -(2**70), True):
        line = []
        for i, x in enumerate("abc"[:n], start):
            line.append((i, x))
        out.append(line)
    return out


def counted_kinds(n):
    out = []
    sources = [[1, 2], (3, 4), "ab", "aß", b"yz", bytearray(b"pq"), range(3), range(5, 0, -2), range(-2, 2)]
    sources += [range(2**46 - 1, 2**46 + 1), {"k": 1, "l": 2}, {5}, {"k": 1}.items(), {"k": 1}.values(), []]
    sources += [reversed([7, 8]), map(str, [1, 2]), filter(None, [0, 1]), zip([1, 2], "ab"), iter([9]), (g for g in "xy")]
    for source in sources:
        line = []
        for i, x in enumerate(source, n):
            line.append((i, x))
        out.append(line)
    return out


def changed(what):
    d = {"a": 1, "b": 2, "c": 3}
    seen = []
    try:
        if what == 0:
            for k, v in d.items():
                seen.append((k, v))
                d[k + "x"] = v
        elif what == 1:
            for k in d:
                seen.append(k)
                del d[k]
        elif what == 2:
            for v in d.values():
                seen.append(v)
                d.clear()
        elif what == 3:
            for k, v in d.items():
                seen.append((k, v))
                d[k] = v + 1
                if k == "b":
                    del d["b"]
                    d["b"] = 9
        elif what == 4:
            s = {1, 2, 3}
            for x in s:
                seen.append(x)
                s.add(x + 10)
        elif what == 5:
            s = {1, 2, 3}
            for x in s:
                seen.append(x)
                s.discard(x)
        elif what == 6:
            for i, k in enumerate(d):
                seen.append((i, k))
                d[i] = k
        else:
            for k, x in zip(d, [1, 2, 3]):
                seen.append((k, x))
                d[x] = k
    except RuntimeError as e:
        seen.append(str(e))
    return seen


def holes(n):
    d = {i: i * i for i in range(n)}
    for i in range(0, n, 3):
        del d[i]
    keys = []
    for k in d:
        keys.append(k)
    for k in d.keys():
        keys.append(-k)
    for v in d.values():
        keys.append(v)
    for k, v in d.items():
        keys.append(k + v)
    del d[1]
    for k, v in d.items():
        keys.append(k - v)
    return keys


def unpack(value):
    try:
        a, b = value
        return a, b
    except (TypeError, ValueError) as e:
        return type(e).__name__, str(e)


def unpack_three(value):
    try:
        a, b, c = value
        return c, b, a
    except (TypeError, ValueError) as e:
        return type(e).__name__, str(e)


def unpack_nine(value):
    try:
        a, b, c, d, e, f, g, h, i = value
        return i, a, e
    except (TypeError, ValueError) as e:
        return type(e).__name__, str(e)


def unpack_loop(values):
    seen = []
    try:
        for a, b in values:
            seen.append((a, b))
    except (TypeError, ValueError) as e:
        seen.append((type(e).__name__, str(e)))
    try:
        for a, b, c in values:
            seen.append((a, b, c))
    except (TypeError, ValueError) as e:
        seen.append((type(e).__name__, str(e)))
    return seen


def swap(n):
    a, b, c = 1, 2, 3
    for _ in range(n):
        a, b = b, a
        a, b, c = c, a, b
    xs = [1, 2, 3]
    for _ in range(n):
        xs[0], xs[1], xs[2] = xs[2], xs[0], xs[1]
    first, [second, third] = xs[0], [xs[1], xs[2]]
    return a, b, c, xs, first, second, third


def midway(n):
    seen = []

    def gen():
        yield 1
        yield 2
        raise KeyError("gone")

    try:
        for a, b in zip(gen(), [10] * n):
            seen.append((a, b))
    except KeyError as e:
        seen.append(repr(e))
    try:
        for i, x in enumerate([3, 2, 1, 0]):
            seen.append((i, 6 // x))
    except ZeroDivisionError as e:
        seen.append((i, x, str(e)))
    return seen


def strict(xs, ys):
    seen = []
    try:
        for a, b in zip(xs, ys, strict=True):
            seen.append((a, b))
    except ValueError as e:
        seen.append(str(e))
    return seen


def shared():
    it = iter([1, 2, 3, 4, 5])
    out = [(a, b) for a, b in zip(it, it)]
    xs = [1, 2, 3]
    out += [(a, b) for a, b in zip(xs, xs)]
    it = zip(xs, [4, 5])
    out.append(next(it))
    for a, b in it:
        out.append((a, b))
    xs.append(9)
    out.append(list(it))
    it = enumerate(xs)
    next(it)
    for i, x in it:
        out.append((i, x))
        if i == 2:
            break
    out.append(list(it))
    xs.append(1)
    out.append(list(it))
    it = iter(xs)
    for x in it:
        pass
    xs.append(5)
    out.append(next(it, "done"))
    return out


def backwards(n):
    out = []
    xs = list(range(n))
    for x in reversed(xs):
        out.append(x)
        if xs:
            xs.pop()
    for x in reversed((1, 2, 3)):
        out.append(x)
    for c in reversed("abc"):
        out.append(c)
    for b in reversed(b"abc"):
        out.append(b)
    for b in reversed(bytearray(b"xy")):
        out.append(b)
    for i in reversed(range(3)):
        out.append(i)
    for k in reversed({"p": 1, "q": 2}):
        out.append(k)
    for i, x in enumerate(reversed([4, 5])):
        out.append((i, x))
    return out


def bytes_left(n):
    data = bytearray(b"abcdef")
    out = []
    for i, b in enumerate(data):
        out.append((i, b))
        if i % 2:
            del data[0]
    data.append(1)
    for b in data:
        out.append(b)
        if len(data) < 8:
            data.append(b + n)
    return out


class Rows(list):
    def __iter__(self):
        yield from ("own", "iterator")


class Odd(tuple):
    pass


def derived():
    out = []
    for i, x in enumerate(Rows([1, 2])):
        out.append((i, x))
    for a, b in zip(Odd((1, 2)), Rows([3])):
        out.append((a, b))
    a, b = Odd((5, 6))
    out.append((a, b))
    a, b = Rows([7, 8, 9])
    out.append((a, b))
    out.append(type(enumerate([])).__name__ + type(zip([], ())).__name__)
    return out


def gathered(n):
    s = {x % 7 for x in range(n)}
    d = {x % 5: x for x in range(n)}
    e = {str(x % 3): [x] for x in range(n)}
    f = {(i, x) for i, x in enumerate("abca")}
    try:
        {[x] for x in range(n)}
    except TypeError as e2:
        g = str(e2)
    try:
        {[x]: 1 for x in range(n)}
    except TypeError as e2:
        g += str(e2)
    return sorted(s), d, e, sorted(f), g


def generators(n):
    def g():
        for i, x in enumerate([1, 2, 3]):
            for a, b in zip((i, x), range(n)):
                yield a, b

    return [a + b for a, b in g()], sum(a * b for a, b in zip(range(n), range(n)))


for turn in range(4):
    show(growing([1, 2]), shrinking([1, 2, 3, 4, 5]))
    show(pairs_of([1, 2, 3], [4, 5]), pairs_of((1,), "xyz"), pairs_of([], [1]), pairs_of(range(3), b"ab"))
    show(pairs_of({1: 2, 3: 4}, [5, 6, 7]), pairs_of((x for x in "abc"), [1, 2]), pairs_of([1], (x for x in "abc")))
    show(pairs_of(range(2**47 - 1, 2**47 + 1), [1, 2]), pairs_of("aßc", "xyz"), pairs_of({3}, {4}))
    show(triples_of([1, 2], "ab", range(9)), triples_of([1], (), [3]), triples_of([1, 2], iter("ab"), [0, 0]))
    show(quadruples(turn), five(turn), rows(turn))
    for line in counted(turn):
        show(line)
    show(counted_kinds(turn))
    show([changed(what) for what in range(8)])
    show(holes(12))
    for value in ((1, 2), [1, 2], "ab", "aß", (1,), [1, 2, 3], "a", {1: 2, 3: 4}, range(2), 5, None, iter([1, 2]), iter([1])):
        show(unpack(value), unpack_three(value), unpack_nine(value))
    show(unpack_three((1, 2, 3)), unpack_three([1, 2, 3]), unpack_nine(tuple(range(9))), unpack_nine(list(range(9))))
    show(unpack_loop([(1, 2), [3, 4], "ab", (1, 2, 3)]), unpack_loop([[1, 2, 3], (4, 5, 6), 7]), unpack_loop({(1, 2): 3}))
    show(swap(turn + 3), midway(3), strict([1, 2], [3, 4]), strict([1], [2, 3]), strict([1, 2], (3,)))
    show(shared())
    show(backwards(7), bytes_left(turn))
    show(derived(), gathered(20), generators(turn))
