"""bytes and bytearray made of generators, lists, numbers, and each other; sums, additions in place, ints of bytes."""


def gen(n, *more):
    for i in range(n):
        yield i % 256
    yield from more


def trial(f, *args):
    try:
        r = f(*args)
        return (type(r).__name__, bytes(r)) if isinstance(r, bytearray) else r
    except (ValueError, TypeError, OverflowError) as e:
        return f"{type(e).__name__}: {e}"


seen = []


def told(values):
    for v in values:
        seen.append(v)
        yield v


class Index:
    def __init__(self, n):
        self.n = n

    def __index__(self):
        seen.append(("index", self.n))
        return self.n


class B(bytes):
    pass


class A(bytearray):
    pass


def many():
    out = []
    for kind in (bytes, bytearray, B):
        out.append(kind(gen(3)))
        out.append(kind(k * 2 for k in range(5)))
        out.append(kind(gen(300))[250:])
        out.append(trial(kind, gen(2, 256)))
        out.append(trial(kind, gen(2, -1)))
        out.append(trial(kind, gen(2, 2**70)))
        out.append(trial(kind, gen(2, "a")))
        out.append(trial(kind, gen(2, 1.5)))
        out.append(kind(gen(1, True, False)))
        out.append(kind(gen(1, Index(7), Index(8))))
        out.append(trial(kind, gen(1, Index(700))))
        out.append(trial(kind, told([1, 2, 500, 3])))
        out.append(kind([1, 2, 3]))
        out.append(kind((1, 2, 255)))
        out.append(trial(kind, [1, 256]))
        out.append(trial(kind, [1, -1]))
        out.append(kind([True, 2]))
        out.append(kind(list(range(100))))
        out.append(trial(kind, list(range(300))))
        out.append(kind([]))
        out.append(kind())
        out.append(kind(0))
        out.append(kind(3))
        out.append(kind(64) == bytes(64))
        out.append(kind(65) == bytes(65))
        out.append(trial(kind, -1))
        out.append(trial(kind, True))
        out.append(kind(b"abc"))
        out.append(kind(bytearray(b"abc")))
        out.append(kind(B(b"abc")))
        out.append(kind(A(b"abc")))
        out.append(trial(kind, "abc"))
        out.append(trial(kind, None))
        out.append(kind("abc", "ascii"))
        out.append(kind(range(4)))
        out.append(kind({1: 2}))
        out.append([type(x).__name__ for x in out[-3:]])
    return out


for round in range(3):
    got = many()
print(got)
print(len(seen), seen[-12:])

x = b"abc"
print(bytes(x) is x, bytes(B(b"q")), type(bytes(B(b"q"))), bytearray(x), bytes(bytearray(x)))


def failing():
    yield 1
    raise KeyError("mid")


def nested(n):
    return bytes(len(bytes(range(i))) for i in range(n))


def early():
    g = gen(5)
    next(g)
    return bytes(g), bytes(g), bytearray(g)


for i in range(40):
    try:
        bytes(failing())
    except KeyError as e:
        caught = e
    last = nested(6), early()
print(repr(caught), last)


def own_bytes():
    class C:
        def __bytes__(self):
            return b"own"

        def __iter__(self):
            return iter([1])

    return bytes(C()), bytearray(C())


print(own_bytes())


def ints():
    out = []
    for v in (0, 1, -1, 127, 128, -128, -129, 255, 256, 2**31, -(2**31), 2**63 - 1, 2**63, -(2**63), 2**64, True, 2**100):
        for n in (0, 1, 2, 4, 8, 9, 16):
            for order in ("big", "little"):
                for signed in (False, True):
                    out.append(trial(lambda: v.to_bytes(n, order, signed=signed)))
        out.append(trial(lambda: v.to_bytes(2, "big")))
        out.append(trial(lambda: v.to_bytes(8, "little")))
        out.append(trial(lambda: v.to_bytes()))
        out.append(trial(lambda: v.to_bytes(-1, "big")))
        out.append(trial(lambda: v.to_bytes(1, "middle")))
    return out


a = ints()
b = ints()
print(a == b, len(a))
print(a)


def back():
    out = []
    for data in (b"", b"\x00", b"\xff", b"\x80\x01", b"\xff" * 8, b"\x7f" + b"\xff" * 7, b"\xff" * 9, bytearray(b"\x01\x02"), [1, 2], memoryview(b"\x03\x04"), B(b"\x05")):
        for order in ("big", "little"):
            for signed in (False, True):
                out.append(int.from_bytes(data, order, signed=signed))
        out.append(int.from_bytes(data))
    return out


print(back() == back(), back())
print(trial(lambda: int.from_bytes(b"a", "x")))


def texts():
    return [trial(int, t) for t in (b"12", b"-7", b"+3", b" 12\n", b"", b"-", b"1_0", b"x", b"9" * 18, b"9" * 19, b"9" * 30, bytearray(b"5"), B(b"6"), b"00000017", b"\xff")]


print(texts(), texts() == texts())


def adding():
    out = []
    acc = b""
    arr = bytearray()
    same = arr
    sub = A(b"s")
    for i in range(20):
        acc += b"ab"
        arr += b"i" + bytes([i])
        arr += bytearray(b"z")
        sub += b"t"
        sub = sub + b"u"
        out.append(b"x" + bytearray(b"y"))
        out.append(bytearray(b"y") + b"x")
    out = out[-2:]

    out.append(trial(lambda: b"a" + "b"))
    out.append(trial(lambda: bytearray(b"a") + [1]))
    out.append(trial(lambda: b"a" + 1))
    t = b"k"
    t += B(b"l")
    u = B(b"k")
    u += b"l"
    return acc, arr, same is arr, bytes(sub), type(sub).__name__, out, t, type(t).__name__, u, type(u).__name__


print(adding())


def front():
    arr = bytearray(b"0123456789")
    for i in range(6):
        del arr[:3]
        arr += b"abcd"
    return arr


print(front())


def sums():
    return sum(b""), sum(b"\xff" * 1000), sum(bytearray(b"\x01\x02")), sum(b"ab", 5), sum(B(b"ab")), sum([1, 2])


print([sums() for _ in range(3)][-1])
