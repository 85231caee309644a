# round() of floats to digits: ties to even by the exact value of the float, signs of zero, borders of the quick way.
seed = 20
total = 0


def number():
    global seed
    seed = (seed * 6364136223846793005 + 1442695040888963407) % 2**64
    return seed >> 11


def rounded(x, n):
    return round(x, n)


lines = []
for i in range(4000):
    n = number() % 8
    k = number()
    for x in (k / 2**40, k / 1000 % 1000, -(k % 100000) / 1000, (k % 20001 - 10000) / 2**(n + 1), k * 1e-25, k / 3e9):
        r = rounded(x, n)
        total = (total * 31 + hash(r)) % (2**61 - 1)
        if i < 60:
            lines.append(repr(r))
print(total)
print(" ".join(lines))
for x in (0.5, 1.5, 2.5, -0.5, 0.125, 0.375, 2.675, 1.005, -0.001, 0.0, -0.0, 1e15 + 0.5, 2.0**51 - 0.5, 2.0**52 + 1,
          1e22, 1.7976931348623157e308, 5e-324, 0.1 + 0.2, 123456.789, float("inf"), float("nan")):
    print(x, [rounded(x, n) for n in (0, 1, 2, 3, 5, 10, 15, 16, 22, 23, 30, 323, 400, -1, -2, -5, -300, -400)])


def whole(x):
    return round(x)


print([whole(x) for x in (0.5, 1.5, 2.5, -0.5, -1.5, 1e14 + 0.5, 1e15, 1e22, 7, True, -3.0)])
for bad in (float("inf"), float("nan"), "x"):
    try:
        whole(bad)
    except (OverflowError, ValueError, TypeError) as e:
        print(type(e).__name__, e)
try:
    rounded(1.7976931348623157e308, -308)
except OverflowError as e:
    print(e)


class Plain:
    x = 1

    def __init__(self):
        self.y = 2

    def method(self):
        return self.y

    @property
    def shown(self):
        return "shown"


class Asked(Plain):
    def __getattr__(self, name):
        if name.startswith("no"):
            raise AttributeError(name)
        return "asked " + name


def all_of(o, names):
    out = []
    for name in names:
        value = getattr(o, name, "-")
        out.append((value() if callable(value) else value, hasattr(o, name)))
    return out


for i in range(300):
    names = ["x", "y", "method", "shown", "nothing" + str(i % 3), "other"]
    last = [all_of(o, names) for o in (Plain(), Asked(), Plain)[:2]]
    Plain.x = i
print(last, getattr(Plain, "x"), hasattr(Plain, "y"), hasattr(5, "real"), getattr(3, "bit_length")())
for o, name in ((Plain(), "zzz"), (5, "zzz"), (Plain, "y"), (Plain(), 5)):
    try:
        print(getattr(o, name))
    except (AttributeError, TypeError) as e:
        print(type(e).__name__, e)


def bits(values):
    t = 0
    for v in values:
        t += v.bit_length()
    return t


print(bits([0, 1, -1, 255, 2**47 - 1, -(2**47), 2**47, 2**200, True] * 50))


def wholes(values):
    return sum(v.is_integer() for v in values)


print(wholes([1.0, 2.5, -3.0, 1e300] * 100), wholes([1.0, 3]))
