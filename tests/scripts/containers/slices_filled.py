# stress: 97
# list[a:b:c] = [x] * n, which needs no list in between where the slice names n items: and all that is otherwise.


def told(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return f"{type(e).__name__}: {e}"


def say(what, value=None):
    print(what, end=" ")
    return value


def store(row, start, stop, step, item, times):
    row[start:stop:step] = [item] * times
    return row


def simple(row, start, stop, item, times):
    row[start:stop] = [item] * times
    return row


for start in (None, 0, 1, 5, -2, 12):
    for stop in (None, 0, 4, 9, -1, 20):
        for step in (None, 1, 2, 3, -1, -2, 0):
            row = list(range(9))
            n = told(lambda: len(row[start:stop:step]))
            if isinstance(n, str):
                n = 1
            print(told(store, row[:], start, stop, step, "x", n), told(store, row[:], start, stop, step, "y", n + 1)
                  == told(lambda: store.__class__), told(simple, row[:], start, stop, None, n), told(simple, row[:], start, stop, 7, 2))


class Times:
    def __init__(self, n):
        self.n = n

    def __index__(self):
        say("index")
        return self.n


class Right:
    def __rmul__(self, left):
        say("rmul")
        return left + ["r"]


class Here:
    def __setitem__(self, key, value):
        print("set", key, value)

    def __repr__(self):
        return "Here"


class Mine(list):
    def __setitem__(self, key, value):
        print("mine", key, value)
        super().__setitem__(key, value)


row = list(range(6))
for times in (3, True, False, 0, -1, Times(3), Times(-3), Right(), 2.0, "a", None, [1], 2 ** 70):
    copy = row[:]
    print(told(store, copy, 0, 6, 2, 0, times), copy)
    copy = row[:]
    print(told(simple, copy, 1, 3, 0, times), copy)
for target in (Here(), Mine(row), tuple(row), bytearray(b"abcdef"), {}, "abc", None, 5):
    print(told(store, target, 0, 6, 2, 0, 3), told(simple, target, 0, 3, 1, 3))


# the order of evaluation
def order(row):
    say("row", row)[say("from", 0):say("to", 4):say("by", 2)] = [say("item", "x")] * say("times", 2)
    print(row)


order(list(range(6)))
print(told(lambda: order(None)))
try:
    say("row", row)[say("from"):] = [say("item")] * "a"
except TypeError as e:
    print(e)
try:
    missing[say("never"):] = [1] * 2
except NameError as e:
    print(e)


def walrus():
    row = list(range(8))
    row[(n := 2):(m := 6):n] = [n := 9] * (k := 2)
    return row, n, m, k


print(told(walrus))


# the item is shared, and is the list itself; the list shrinks and grows meanwhile
def shared():
    row = [0] * 6
    row[::2] = [[]] * 3
    row[0].append(1)
    row[1::2] = [row] * 3
    return row[2] is row[0], row[3] is row, len(row)


print(shared())


def shrinking():
    row = list(range(9))
    row[(row.clear() or 0):4:2] = [1] * 2
    return row


def growing():
    row = []
    row[:(row.extend([1, 2, 3]) or 2)] = [7] * 2
    return row


print(told(shrinking), told(growing))


def sieve(n):
    flags = [True] * (n + 1)
    flags[0:2] = [False] * 2
    for i in range(2, int(n ** 0.5) + 1):
        if flags[i]:
            flags[i * i::i] = [False] * len(range(i * i, n + 1, i))
    return [i for i, yes in enumerate(flags) if yes]


primes = sieve(20000)
print(len(primes), primes[-1], sum(primes))


def generator(row):
    row[::2] = [(yield "a")] * (yield "b")
    yield row


g = generator([1, 2, 3, 4])
print(next(g), g.send("x"), g.send(2))
g = generator([1, 2, 3, 4])
next(g), g.send("x")
print(told(g.send, 3))
g = generator([1, 2, 3, 4])
next(g), g.send("x")
print(told(g.send, "no number"))
import asyncio


async def awaited(x):
    await asyncio.sleep(0)
    return x


async def main():
    row = list(range(8))
    (await awaited(row))[await awaited(1)::await awaited(2)] = [await awaited("w")] * await awaited(4)
    print(row)
    row[await awaited(0):2] = [await awaited("v")] * await awaited(3)
    print(row)


asyncio.run(main())
text = list("abc")
text[:] = ["z"] * 3
text[len(text):] = ["end"] * 2
text[:0] = ["start"] * 1
print(text)
text[1:2], text[-1:] = ["p"] * 3, ["q"] * 2
x = text[:1] = ["both"] * 2
print(text, x)
text[::2] += ["more"] * 0
print(text)
