# Arithmetic of long ints at the borders of its inner loops: lengths around multiples of eight digits, runs of ones
# and zeros, squares, powers, low bits, both signs.
from math import comb, factorial, perm


def numbers():
    seed = 88172645463325252
    out = [0, 1, 2**63, 2**64 - 1, 2**64, 2**127, 2**128 - 1]
    for digits in (1, 2, 7, 8, 9, 17):
        n = 0
        for _ in range(digits):
            seed = (seed * 6364136223846793005 + 1442695040888963407) % 2**64
            n = n << 64 | seed
        out += [n, 2 ** (64 * digits) - 1, 2 ** (64 * digits - 1), (2**64 - 1) << 64 * (digits - 1)]
    return out


total = 0


def put(x):
    global total
    total = (total * 1000003 + x % 2305843009213693951) % (2**89 - 1)


all_of_them = numbers()
for i, a in enumerate(all_of_them):
    put(a * a), put(~a), put(-a * a), put(~-a)
    for k in (1, 64, 65, 200):
        put(a % 2**k), put(-a % 2**k), put(a // 2**k), put(-a >> k), put(a << k)
    for d in (1, 10, 2**32 - 1, 2**61 + 1, 2**64 - 1):
        q, r = divmod(a, d)
        assert q * d + r == a and 0 <= r < d and a // d == q and a % d == r
        put(q), put(-a // d), put(-a % d), put(a // -d), put(-a // -d)
    for b in all_of_them[i % 5 :: 5]:
        put(a + b), put(a - b), put(a * b)
        put(a & b), put(a | b), put(a ^ b)
        put(-a & b), put(-a | b), put(-a ^ b), put(-a & -b), put(-a | -b), put(-a ^ -b)
        assert (a < b) == (a - b < 0) and (a == b) == (a - b == 0)
        if b:
            q, r = divmod(-a, b)
            assert q * b + r == -a and 0 <= r < b
            put(q), put(r), put(a // b), put(a % b)
print(total)

print([x**e for x in (3, -3, 2**40, -(2**64)) for e in (0, 1, 2, 3, 5)])
print([x**e % 10**9 for x in (7, 10, 12345678901, 3**100) for e in (17, 100, 255)])
print(2**64, 2**126, 2**127, 2**128, (-2) ** 127, (-2) ** 128, 4**63, 4**64, 3**80, 3**81, 1**10**20, (-1) ** (10**20 + 1))
print([len(bin(8**e)) for e in (20, 21, 41, 42, 43, 1000, 30000)])
print([factorial(n) % (2**61 - 1) for n in (20, 21, 34, 129, 130, 131, 400)])
print([comb(n, k) % 10**12 for n, k in ((70, 35), (140, 70), (300, 9), (10**30, 5))], perm(50, 20), perm(200, 190) % 10**12)

# ints of up to 127 bits, and what goes just beyond
x = 2**62 + 12345
print([x << k for k in (0, 1, 63, 64, 65)], [-x << k for k in (62, 63, 64)])
print([x * y for y in (2**64, 2**65 - 1, -(2**66), x * x)], 2**126 * 2, -(2**126) * 2, 2**100 * 2**27, 2**100 * 0)
print([(-x * x) >> k for k in (0, 1, 64, 126, 127, 128, 10**6)])
for wrong in (lambda: x << -1, lambda: x >> -1, lambda: 3**200 % 0, lambda: 3**200 // 0, lambda: 3**200 << -1):
    try:
        wrong()
    except (ValueError, ZeroDivisionError) as e:
        print(type(e).__name__, e)
