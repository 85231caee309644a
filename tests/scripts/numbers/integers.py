# Integers of any size.
print(2 ** 100, -2 ** 63, 10 ** 30 + 1, 7 ** 77)
for a in (17, -17, 2 ** 70, -(2 ** 70) - 3, 0, 1):
    for b in (5, -5, 2 ** 40, -(3 ** 50)):
        print(a // b, a % b, divmod(a, b) == (a // b, a % b), end="; ")
    print()
print(140737488355327 + 1, -140737488355328 - 1, 140737488355328 * 2, 140737488355327 * 140737488355327)
print(9223372036854775807 + 1, -9223372036854775808 - 1, 4294967296 * 4294967296, 2 ** 64 - 2 ** 64)
print(1 << 100, (1 << 100) >> 98, -1 >> 50, -(1 << 70) >> 3, 5 & -2, 5 | -8, 5 ^ -1, ~5, ~-(2 ** 80))
print((2 ** 80) & (2 ** 80 - 1), (2 ** 80) | 1, (2 ** 80) ^ (2 ** 79), -(2 ** 80) & 0xFFFF, -(2 ** 80) | 5)
print(pow(3, 1000, 1007), pow(2, 10 ** 6, 97), pow(7, -1, 31), pow(-3, 5, 7), pow(10, 3, -7))
print(2 ** -2, (-2) ** 3, -2 ** 2, 0 ** 0, 5 ** 0)
print(10 ** 20 / 10 ** 18, 7 / 2, -7 / 2, 2 ** 1000 / 2 ** 998, 1 / 3, 10 ** 25 / 3)
print(abs(-5), abs(-(2 ** 90)), -(-5), +7, int(-3.9), int(3.9), int("  42 "), int("-0"), int("1_000"), int("+7"))
print(int("ff", 16), int("0xff", 16), int("0b101", 0), int("0o17", 0), int("z", 36), int("-101", 2), int("12", 5))
print(hex(255), oct(8), bin(10), hex(-255), bin(-5), hex(2 ** 70), oct(0), f"{255:#x} {255:X} {5:08b} {-5:b}")
print(0xFF, 0o17, 0b11, 1_000_000, 0x_ff, 00)
print((5).bit_length(), (2 ** 100).bit_length(), (-1).bit_length(), (0).bit_length(), (255).bit_count())
print((258).to_bytes(2, "big"), (258).to_bytes(4, "little"), (-2).to_bytes(2, "big", signed=True))
print(int.from_bytes(b"\x01\x02", "big"), int.from_bytes(b"\xff\xfe", "big", signed=True),
      int.from_bytes(b"\x01\x02", "little"), (65).to_bytes(), int.from_bytes([1, 0], "big"))
for f in (lambda: (256).to_bytes(1, "big"), lambda: (-1).to_bytes(1, "big"), lambda: (1).to_bytes(1, "middle")):
    try:
        print(f())
    except (OverflowError, ValueError) as e:
        print(type(e).__name__ + ":", e)
print((7).numerator, (7).denominator, (7).real, (7).imag, (7).conjugate(), (6).as_integer_ratio(), (3).is_integer())
print(round(15, -1), round(25, -1), round(-15, -1), round(12345, -2), round(5), round(2 ** 70, -3))
print(1 == 1.0, 2 ** 53 == float(2 ** 53), 2 ** 53 + 1 == float(2 ** 53 + 1), 10 ** 30 > 1e29, 3 < 3.5, 2 ** 1000 > 1e300)
print(sum(range(10 ** 6)), sum([2 ** 62] * 8), max(2 ** 70, 2 ** 69), min(-2 ** 70, 1e25))
print(str(10 ** 50), repr(-10 ** 20), len(str(3 ** 2000)), str(3 ** 300)[:40], int(str(7 ** 60)) == 7 ** 60)
print(hash(5), hash(-1), hash(2 ** 61 - 1), hash(2 ** 61), hash(10 ** 20), hash(-(10 ** 20)), hash(True))
print(True + True, True * 5, -True, ~True, True & False, True ^ True, True | 0, isinstance(True, int), int(True))
print(bool(10 ** 100), bool(0), 5 .__add__(3), (5).__class__, 1 if 2 ** 64 else 0)
f = 1
for i in range(1, 61):
    f *= i
print(f, f // 2 ** 100, f % 10 ** 20)
a, b = 0, 1
for _ in range(300):
    a, b = b, a + b
print(a)


def gcd(x, y):
    while y:
        x, y = y, x % y
    return x


print(gcd(2 ** 120 * 3 ** 5, 6 ** 40), gcd(f, 97 ** 30))


def isqrt(n):
    x = n
    y = (x + 1) // 2
    while y < x:
        x, y = y, (y + n // y) // 2
    return x


print(isqrt(2 * 10 ** 60))
print(int(1e20), int(1.5e300) % 10 ** 10, int(-2.5e17), float(2 ** 60), 3 * 10 ** 17 * 1.0)
