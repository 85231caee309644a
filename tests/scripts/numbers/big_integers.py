# Ints of every length: all operators at the borders of machine words, and on random numbers; texts, roots, divisors.
# stress: 400
import math
import sys

state = 12345


def random_bits(n):
    global state
    out = 0
    while n > 0:
        state = (state * 6364136223846793005 + 1442695040888963407) & 0xFFFFFFFFFFFFFFFF
        step = min(n, 32)
        out = out << step | state >> 64 - step
        n -= step
    return out


def digest(values):
    h = 0
    for v in values:
        h = (h * 0x100000001B3 + int.from_bytes(str(v).encode(), "big")) % (2**89 - 1)
    return hex(h)


borders = []
for bits in (32, 47, 53, 63, 64, 127, 128, 192):
    for d in (-1, 0, 1):
        borders += [2**bits + d, -(2**bits) - d]
borders += [0, 1, -1, 2, 7, -10, 10**19, 10**38 + 1, 3**100]

operators = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "//": lambda a, b: a // b if b else None,
    "%": lambda a, b: a % b if b else None,
    "divmod": lambda a, b: divmod(a, b) if b else None,
    "&": lambda a, b: a & b,
    "|": lambda a, b: a | b,
    "^": lambda a, b: a ^ b,
    "compare": lambda a, b: (a < b, a <= b, a == b, a != b, a > b, a >= b),
    "gcd": lambda a, b: math.gcd(a, b),
    "/": lambda a, b: a / b if b else None,
}
for name, f in operators.items():
    print(name, digest(f(a, b) for a in borders for b in borders))

unary = {
    "neg": lambda a: (-a, +a, ~a, abs(a)),
    "shift": lambda a: [(a << n, a >> n) for n in (0, 1, 7, 31, 32, 63, 64, 65, 127, 128, 200)],
    "hash": lambda a: hash(a),
    "bits": lambda a: (a.bit_length(), a.bit_count()),
    "float": lambda a: (float(a), a == float(a), a < float(a)),
    "power": lambda a: (a**2, a**3, a**0, a**5),
    "modular": lambda a: (pow(a, 3, 1000003), pow(a, 65537, 2**89 - 1), pow(a, 12, 10**25), pow(a, 2, -7)),
    "truth": lambda a: (bool(a), not a, a is a, 1 if a else 0),
    "texts": lambda a: (str(a), repr(a), hex(a), oct(a), bin(a), f"{a:,}", f"{a:x}", f"{a:>90}", "%d" % a),
    "parsed": lambda a: (int(str(a)) == a, int(hex(a), 16) == a, int(f" {a}  ") == a, int(f"{a:_}") == a, int(str(a).encode()) == a),
    "bytes": lambda a: int.from_bytes(a.to_bytes(40, "big", signed=True), "big", signed=True) == a,
    "root": lambda a: math.isqrt(abs(a)),
    "ratio": lambda a: (a.as_integer_ratio(), a.real, a.numerator, round(a, -3), int(a)),
    "with bools": lambda a: (a + True, a * False, True - a, a & True, a << True, a == True, a // True),
}
for name, f in unary.items():
    print(name, digest(f(a) for a in borders))

# random numbers of all lengths
for bits in (60, 90, 130, 300, 700, 1500, 4000, 9000):
    pairs = []
    for part in (1, 3, 4, 6):
        a, b = random_bits(bits), random_bits(max(40, bits * part // 6))
        pairs += [(a, b), (-a, b), (a, -b), (-a, -b)]
    out = []
    for a, b in pairs:
        q, r = divmod(a, b)
        assert q * b + r == a and (0 <= r < b or b < r <= 0), (a, b)
        assert (a + b) - b == a and (a * b) // b == a and (a ^ b) ^ b == a, (a, b)
        assert (a | b) + (a & b) == a + b and a - (a >> 7 << 7) == a & 127, (a, b)
        assert int(str(a)[:4000]) is not None and (a << 77) >> 77 == a
        g = math.gcd(a, b)
        assert a % g == 0 and b % g == 0 and math.gcd(a // g, b // g) == 1
        s = math.isqrt(abs(a))
        assert s * s <= abs(a) < (s + 1) * (s + 1)
        out += [q, r, a * b, a + b, a - b, a & b, a | b, a ^ b, g, s, hash(a), a > b, a.bit_length(), pow(a, 17, abs(b)), a >> 65]
    print(bits, digest(v % (10**18 + 9) for v in out))

# texts of all lengths, with zeros inside, and the limit
for n in list(range(1, 42)) + [100, 153, 304, 305, 306, 500, 611, 1000, 2000, 4298]:
    for x in (10**n, 10**n - 1, 10**n + 10 ** (n // 2), -(10**n), 10**n // 7):
        text = str(x)
        assert int(text) == x and len(text.lstrip("-")) in (n, n + 1), n
print(str(2**3000)[:30], str(3**2500)[-30:], len(str(7**5000)))
for f in (lambda: str(10**4300), lambda: int("1" * 4301), lambda: f"{10**5000}"):
    try:
        f()
    except ValueError as e:
        print(e)
print(len(hex(10**5000)), int("f" * 5000, 16).bit_length())

# loops that live between 48 and 128 bits
x = 1
for _ in range(300):
    x = (x * 1103515245 + 12345) % 2**31
print(x)
h = 0xCBF29CE484222325
for b in b"the quick brown fox" * 5:
    h ^= b
    h = (h * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
print(h)
x = 88172645463325252
for _ in range(100):
    x ^= (x << 13) & 0xFFFFFFFFFFFFFFFF
    x ^= x >> 7
    x ^= (x << 17) & 0xFFFFFFFFFFFFFFFF
print(x)
a, b = 0, 1
for _ in range(600):
    a, b = b, a + b
print(a % 10**20, b.bit_length())
r = 1
for i in range(2, 400):
    r *= i
print(r % (2**61 - 1), str(r).count("0"), math.factorial(399) == r)
n, digits = 3**400, 0
while n:
    n, d = divmod(n, 10)
    digits += d
print(digits)

n = -(2**47)
print(10**20 + n - 10**20 == n, {n: "least"}[(10**20 + n) - 10**20], (n << 70 >> 70) == n)

# errors
for f in (
    lambda: 10**30 // 0,
    lambda: 10**30 % 0,
    lambda: divmod(10**30, 0),
    lambda: 10**30 / 0,
    lambda: 1 << -1,
    lambda: 10**30 >> -(10**30),
    lambda: 1 << 10**30,
    lambda: 10**30 + "a",
    lambda: pow(2, -1, 4),
    lambda: pow(10**30, 5, 0),
    lambda: float(10**400),
    lambda: math.isqrt(-(10**30)),
    lambda: 10**400 * 1.5,
    lambda: 10**30 < "a",
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print(0 << 10**30, 10**30 >> 10**30, -1 >> 10**30, pow(3, -5, 10**30 + 57), 10**30 == "a", 2**100 == 2.0**100, 10**400 > 1e308)


class Number(int):
    pass


n = Number(10**30)
n.name = "big"
m = Number(5)
m.name = "small"
print(n + 1, -n, n * m, type(n + 0).__name__, type(-n).__name__, n.name, m.name, n == 10**30, hash(n) == hash(10**30), {n: 1}[10**30], n // m, n % 7, divmod(n, m), abs(Number(-5)), int(n) + 1)
print(sys.getsizeof(2**100), sys.getsizeof(2**1000), [2**100, -(2**64)], (2**63,), {2**65: 2**66})
