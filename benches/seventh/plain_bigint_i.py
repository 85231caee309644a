"""Big integers: pi digits, factorials, Miller-Rabin, RSA, modular inverses, roots."""
import random


def pi_digits(count):
    digits = []
    q, r, t, k, n, l = 1, 0, 1, 1, 3, 3
    while len(digits) < count:
        if 4 * q + r - t < n * t:
            digits.append(n)
            nr = 10 * (r - n * t)
            n = 10 * (3 * q + r) // t - 10 * n
            q *= 10
            r = nr
        else:
            nr = (2 * q + r) * l
            nn = (q * 7 * k + 2 + r * l) // (t * l)
            q *= k
            t *= l
            l += 2
            k += 1
            n = nn
            r = nr
    return digits


def product(lo, hi):
    if hi - lo < 4:
        p = lo
        for n in range(lo + 1, hi):
            p *= n
        return p
    mid = (lo + hi) // 2
    return product(lo, mid) * product(mid, hi)


def is_prime(n, rng, rounds=8):
    if n < 4:
        return n in (2, 3)
    for p in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29):
        if n % p == 0:
            return n == p
    d = n - 1
    s = 0
    while d % 2 == 0:
        d //= 2
        s += 1
    for _ in range(rounds):
        x = pow(rng.randrange(2, n - 1), d, n)
        if x in (1, n - 1):
            continue
        for _ in range(s - 1):
            x = x * x % n
            if x == n - 1:
                break
        else:
            return False
    return True


def egcd(a, b):
    x0, x1 = 1, 0
    while b:
        q = a // b
        a, b = b, a - q * b
        x0, x1 = x1, x0 - q * x1
    return a, x0


def isqrt(n):
    x = 1 << (n.bit_length() + 1) // 2
    while True:
        y = (x + n // x) >> 1
        if y >= x:
            return x
        x = y


def next_prime(n, rng):
    n |= 1
    while not is_prime(n, rng):
        n += 2
    return n


def main():
    rng = random.Random(5)
    digits = pi_digits(2300)
    print("pi", "".join(map(str, digits[:20])), sum(digits))
    fact = product(1, 1401)
    text = str(fact)
    print("factorial", len(text), sum(map(int, text)), text[:12])
    p = next_prime(10 ** 60 + 12345, rng)
    q = next_prime(3 * 10 ** 62 + 777, rng)
    print("primes", p % 10 ** 9, q % 10 ** 9)
    n = p * q
    phi = (p - 1) * (q - 1)
    e = 65537
    g, d = egcd(e, phi)
    d %= phi
    ok = 0
    for m in range(150):
        message = int.from_bytes(f"message number {m}".encode(), "big")
        ok += pow(pow(message, e, n), d, n) == message
    print("rsa", g, ok, hex(d)[:14])
    root = isqrt(2 * 10 ** 2400)
    print("root", str(root)[:24], root % 10 ** 12)
    a, b = 0, 1
    for _ in range(24000):
        a, b = b, a + b
    print("fibonacci", a.bit_length(), a % 10 ** 12, bin(a).count("1"))
    mersenne = []
    for ex in range(3, 1500, 2):
        if is_prime(ex, rng):
            m = (1 << ex) - 1
            s = 4
            for _ in range(ex - 2):
                s = s * s - 2
                s = (s & m) + (s >> ex)
                if s >= m:
                    s -= m
            if s == 0:
                mersenne.append(ex)
    print("mersenne", mersenne)


main()
