"""Big-integer number theory: pi digits, Miller-Rabin, RSA, Fibonacci, factorials."""
from random import Random


def pi_digits(n):
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


def is_probable_prime(n, rng, rounds=8):
    if n < 4:
        return n in (2, 3)
    if n % 2 == 0:
        return False
    d, s = n - 1, 0
    while d % 2 == 0:
        d //= 2
        s += 1
    for _ in range(rounds):
        a = rng.randint(2, n - 2)
        x = pow(a, d, n)
        if x in (1, n - 1):
            continue
        for _ in range(s - 1):
            x = x * x % n
            if x == n - 1:
                break
        else:
            return False
    return True


def random_prime(bits, rng):
    while True:
        n = 0
        for _ in range(bits // 16):
            n = (n << 16) | rng.randint(0, 65535)
        n |= (1 << (bits - 1)) | 1
        if all(n % p for p in (3, 5, 7, 11, 13)) and is_probable_prime(n, rng):
            return n


def egcd(a, b):
    x0, x1 = 1, 0
    while b:
        q, (a, b) = a // b, (b, a % b)
        x0, x1 = x1, x0 - q * x1
    return a, x0


def fib(n):
    if n == 0:
        return 0, 1
    a, b = fib(n // 2)
    c = a * (2 * b - a)
    d = a * a + b * b
    return (d, c + d) if n % 2 else (c, d)


def product(lo, hi):
    if hi - lo < 8:
        p = 1
        for i in range(lo, hi):
            p *= i
        return p
    mid = (lo + hi) // 2
    return product(lo, mid) * product(mid, hi)


def isqrt(n):
    x = 1 << ((n.bit_length() + 1) // 2)
    while True:
        y = (x + n // x) // 2
        if y >= x:
            return x
        x = y


def main():
    digits = pi_digits(1800)
    print(digits[:20], digits[-10:])
    rng = Random(5)
    p, q = random_prime(512, rng), random_prime(512, rng)
    n, phi, e = p * q, (p - 1) * (q - 1), 65537
    g, d = egcd(e, phi)
    d %= phi
    ok = 0
    for i in range(100):
        msg = int.from_bytes(f"attack at dawn #{i}".encode(), "big")
        ok += pow(pow(msg, e, n), d, n) == msg
    print("rsa", g, ok, f"{n:x}"[:24], n.bit_length())
    print("fib", fib(40000)[0] % 10 ** 12, len(str(fib(5000)[0])))
    f = product(1, 12000)
    zeros = 0
    while f % 10 == 0:
        f //= 10
        zeros += 1
    print("factorial", zeros, f.bit_length())
    print("sqrt2", str(isqrt(2 * 10 ** 1200))[-12:])
    total = 0
    for i in range(1, 500000):
        total = (total << 3) ^ (i * i * i * 0x9E3779B97F4A7C15)
        total %= (1 << 127) - 1
    print("mix", total)


main()
