# Functions of numbers whose frequent cases go a shorter way: these, the others, and the borders between them.
# stress: 50
import math


def shown(f, *args, **kwargs):
    try:
        return repr(f(*args, **kwargs))
    except Exception as e:
        return f"{type(e).__name__}: {e}"


def digest(texts):
    return hex(int.from_bytes(", ".join(texts).encode(), "big") % (2**61 - 1))


class Int(int):
    pass


class Float(float):
    pass


nan, inf = float("nan"), float("inf")
ints = [0, 1, -1, 2, 7, -8, 20, 21, 63, 64, 255, 256, 2**31, -(2**31), 2**47 - 1, 2**47, -(2**47), -(2**47) - 1, 2**53 + 1, 2**63 - 1, 2**63, -(2**63), 2**64, 10**25]
floats = [0.0, -0.0, 0.5, -0.5, 1.5, 2.5, -2.5, 0.1, 1e-300, 1e15, -1e15, 4503599627370497.5, 1e22, 1.7e38, 1.8e38, -1e40, 1e308, nan, inf, -inf]
others = [True, False, Int(5), Float(2.5), "a", None]
numbers = ints + floats + others

for f in (abs, round, int, float, bool, hash, str, repr, divmod, math.floor, math.ceil, math.trunc, math.isqrt, math.factorial, bin, oct, hex):
    if f is math.factorial:
        print("factorial", [shown(f, n) for n in (0, 1, 5, 12, 19, 20, 21, 22, True, -1, 2.0)])
        continue
    if f is hash:
        print("hash", [shown(f, x) for x in numbers if x is not nan and not isinstance(x, str) and x is not None])
        continue
    print(f.__name__, [shown(f, x) for x in numbers])

for name, f in (
    ("divmod", divmod),
    ("pow", pow),
    ("min", min),
    ("max", max),
    ("gcd", math.gcd),
    ("hypot", math.hypot),
    ("//", lambda a, b: a // b),
    ("%", lambda a, b: a % b),
    ("+", lambda a, b: a + b),
    ("*", lambda a, b: a * b),
    ("&", lambda a, b: a & b),
    ("|", lambda a, b: a | b),
    ("^", lambda a, b: a ^ b),
    ("<", lambda a, b: a < b),
    ("==", lambda a, b: a == b),
):
    chosen = [x for x in numbers if not (name == "pow" and isinstance(x, int) and abs(x) > 300)]
    print(name)
    for a in chosen[::2] if name != "pow" else chosen[:9] + chosen[-14:]:
        print("  ", a, digest(shown(f, a, b) for b in chosen[1::2] if not (name == "pow" and a in (-1, -8, -0.5, -2.5, -1e15, -1e40) and isinstance(b, float))))

# bools among ints
for a in (True, False):
    for b in (True, False, 3, -2, 0.5, 2**70):
        print(a, b, shown(lambda: a + b), shown(lambda: a - b), shown(lambda: b * a), shown(lambda: a & b), shown(lambda: a | b), shown(lambda: b ^ a), shown(lambda: b << a), shown(lambda: a / b), shown(lambda: a**b), shown(lambda: b > a), shown(lambda: a == b))
x = True
x += 1
x &= True
print(x, ~True, -True, +False, True is (not False), [True, False][True])

# round with digits, and ints
print([shown(round, x, n) for x in (2.675, 1.005, -0.5, 1234.5678, 1e300, nan, 5, -15, 10**20 + 5, True) for n in (0, 1, 2, -1, -2, None)])
print([shown(round, x) for x in (0.5, 1.5, 2.5, -0.5, -1.5, 0.49999999999999994, 4503599627370495.5, 1e15, 1e16, 2**60 + 0.0)])

# least and greatest of several
print(min(3, 1, 2), max(3, 1, 2), max(1, 1.0), max(1.0, 1), min(1, True), max(True, 1), min([2.5, 1, 3]), max((1, 2.5, 2)), min("b", "a"), max(["x", "yy", "xz"]))
print(repr(min(0.0, -0.0)), repr(min(-0.0, 0.0)), repr(max(0.0, -0.0)), max(nan, 1.0), max(1.0, nan), min([nan, 1.0, nan]), min(2, 2**70), max(-(2**70), 0.5))
print(shown(min), shown(max, 1), shown(min, []), shown(max, [], default=3), shown(min, 1, 2, default=3), shown(max, 1, "a"), shown(max, [1, "a"]), min([[2], [1, 5], [1]]), max((1, "a"), (1, "b")), min([3, -4], key=abs), shown(max, None, 1))

# texts as numbers
print([shown(float, t) for t in ("3.25", " 12.5 ", "\t1e5\n", "1_000.5", "nan", "-nan", "NaN", "inf", "-inf", "+inf", "Infinity", "-INFINITY", "1e400", "-1e-400", ".5", "5.", ".", "", " ", "1e", "e5", "0x10", "1 2", "١٢", "1__0", "- 1", "infin", "\x1f7", "\x0b8\x0c")])
print([shown(int, t) for t in ("12", " -7 ", "+5", "1_000", "_1", "1__0", "", "0" * 30 + "5", "9" * 18, "9" * 19, "-" + "9" * 40, "12345678" * 3, "1 2", "١٢", "0x10", "5.0", "\x1f7")])
print([shown(int, t, b) for t, b in (("ff", 16), ("0xFF", 16), ("0b11", 0), ("z", 36), ("12", 3), ("777", 8), ("0o17", 0), ("010", 0), ("1" * 70, 2), ("9", 8))])

# bytes
for n in (0, 1, -1, 127, 128, -128, -129, 255, 256, 65535, -(2**31), 2**47, 2**63 - 1, -(2**63), 2**63, 2**64 - 1, 2**64):
    print(n, [shown(n.to_bytes, k, order, signed=signed) for k in (0, 1, 2, 4, 8, 9) for order in ("big", "little") for signed in (True, False)])
for b in (b"", b"\x00", b"\x7f", b"\x80", b"\xff\xfe", b"\x80" + b"\0" * 7, b"\xff" * 8, b"\x7f" + b"\xff" * 7, b"\x01" * 9):
    print(b, [int.from_bytes(b, order, signed=signed) for order in ("big", "little") for signed in (True, False)])
print(Int.from_bytes(b"\x05"), type(Int.from_bytes(b"\x05")).__name__, int.from_bytes([1, 2]), True.to_bytes(2, "big"))

# counting
print([math.comb(n, k) for n in (0, 1, 5, 20, 33, 61, 63, 64, 70) for k in (0, 1, 2, 10, 19, 20, 21, 31, 63, 80)])
print(shown(math.comb, -1, 2), shown(math.comb, 2, -1), shown(math.comb, 2.0, 1), math.comb(True, True), math.comb(2**40, 3), math.comb(10**30, 2))
print([math.gcd(a, b) for a in (0, 1, 6, 12, 360, -48, 2**40, 3**30, 2**63, 6 * 10**30) for b in (0, 5, 8, -9, 2**20, 3**20, 2**64, 10**28)])
print(math.gcd(), math.gcd(12), math.gcd(12, 18, 27), math.gcd(-(2**63), 0), math.gcd(-(2**63), -(2**63)), shown(math.gcd, 1.5, 2), math.lcm(4, 6), math.gcd(Int(12), True))
print(math.prod([1, 2, 3]), math.prod([0.5, 4]), math.prod((2**40, 2**40)), math.prod([True, 3]), math.prod([], start=5), shown(math.prod, ["a", 2]), shown(math.prod, [10**400, 0.5]), math.prod(x for x in (2, 3)), math.prod([[1]], start=2))
print(math.hypot(), math.hypot(3), math.hypot(3, 4), math.hypot(3.0, True), math.hypot(1, 2, 2), math.hypot(inf, nan), shown(math.hypot, "a", 1), math.hypot(Int(3), Float(4)), math.dist((1, 2.5), [4, 6.5]), shown(math.dist, (1,), (1, 2)), math.fsum([0.1] * 10), math.fsum([1, 2**60, 0.5]))
print([math.isqrt(n) for n in (0, 1, 3, 4, 8, 2**52 - 1, 2**52, (2**26 + 1) ** 2 - 1, (2**31 - 1) ** 2, (2**31 - 1) ** 2 - 1, 2**62, 2**63 - 1, 2**64 - 1, 2**64, (2**32 - 1) ** 2, (2**32 - 1) ** 2 - 1, 2**127, 10**60, 10**60 - 1)])
