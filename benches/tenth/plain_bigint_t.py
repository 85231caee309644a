import math
import random

# Arbitrary precision arithmetic: fibonacci, factorials, pi, RSA-ish powers, primality.


def fib(n):
    a, b = 0, 1
    for bit in bin(n)[2:]:
        a, b = a * (2 * b - a), a * a + b * b
        if bit == "1":
            a, b = b, a + b
    return a


def fib_slow(n):
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a


def factorial(n):
    r = 1
    for i in range(2, n + 1):
        r *= i
    return r


def pi_spigot(n):
    q, r, t, k, m, x = 1, 0, 1, 1, 3, 3
    out = []
    while len(out) < n:
        if 4 * q + r - t < m * t:
            out.append(m)
            q, r, m = 10 * q, 10 * (r - m * t), (10 * (3 * q + r)) // t - 10 * m
        else:
            q, r, t, k, m, x = (q * k, (2 * q + r) * x, t * x, k + 1,
                                (q * (7 * k + 2) + r * x) // (t * x), x + 2)
    return "".join(map(str, out))


def machin(digits):
    unity = 10 ** (digits + 10)

    def arctan_inv(x):
        total = term = unity // x
        n, sign = 3, -1
        while term:
            term //= x * x
            total += sign * (term // n)
            sign, n = -sign, n + 2
        return total

    return 4 * (4 * arctan_inv(5) - arctan_inv(239)) // 10 ** 10


def is_prime(n, rounds=12):
    if n < 4 or n % 2 == 0:
        return n in (2, 3)
    d, s = n - 1, 0
    while d % 2 == 0:
        d //= 2
        s += 1
    rnd = random.Random(n & 0xFFFF)
    for _ in range(rounds):
        x = pow(rnd.randrange(2, n - 1), d, n)
        if x in (1, n - 1):
            continue
        for _ in range(s - 1):
            x = x * x % n
            if x == n - 1:
                break
        else:
            return False
    return True


def next_prime(n):
    n |= 1
    while not is_prime(n):
        n += 2
    return n


def egcd(a, b):
    x0, x1 = 1, 0
    while b:
        q, a, b = a // b, b, a % b
        x0, x1 = x1, x0 - q * x1
    return a, x0


M = 10 ** 9 + 7
print("fib", fib(800000) % M, fib_slow(40000) % M, fib(40000) == fib_slow(40000))
print("factorial", factorial(6000) % (M * M), factorial(6000).bit_length())
print("pi", pi_spigot(1900)[-10:], str(machin(4000))[-10:])
p, q = next_prime(3 ** 250), next_prime(7 ** 150)
n, phi = p * q, (p - 1) * (q - 1)
g, d = egcd(65537, phi)
d %= phi
msg = int.from_bytes(b"attack at dawn, bring benchmarks", "big")
print("rsa", g, pow(pow(msg, 65537, n), d, n) == msg, d % M)
print("mersenne", [e for e in range(3, 1300, 2) if is_prime(e) and is_prime(2 ** e - 1, 3)])
print("digits", sum(int(c) for c in str(2 ** 12000)), math.isqrt(10 ** 401) % M)
x = 1
for i in range(1, 10000):
    x = (x << 7) ^ (x * i + (x >> 5)) & ((1 << 2048) - 1)
    x &= (1 << 4096) - 1
print("bits", x.bit_count(), x % M)
