"""Big integer gallery: digits of pi and e, RSA, Lucas-Lehmer, continued fractions, Pollard rho."""
from math import gcd, isqrt
import random


def pi_digits(count):
    """Gibbons' unbounded spigot."""
    q, r, t, k, n, l = 1, 0, 1, 1, 3, 3
    out = []
    while len(out) < count:
        if 4 * q + r - t < n * t:
            out.append(str(n))
            q, r, n = 10 * q, 10 * (r - n * t), 10 * (3 * q + r) // t - 10 * n
        else:
            q, r, t, k, n, l = (q * k, (2 * q + r) * l, t * l, k + 1,
                                (q * (7 * k + 2) + r * l) // (t * l), l + 2)
    return "".join(out)


def machin(digits):
    def arctan_inverse(x, unity):
        total = term = unity // x
        n, sign = 3, -1
        while term:
            term //= x * x
            total += sign * (term // n)
            n, sign = n + 2, -sign
        return total
    unity = 10 ** (digits + 10)
    return 4 * (4 * arctan_inverse(5, unity) - arctan_inverse(239, unity)) // 10 ** 10


def probably_prime(n, rng, rounds=8):
    if n < 4:
        return n in (2, 3)
    if n % 2 == 0:
        return False
    d, s = n - 1, 0
    while d % 2 == 0:
        d >>= 1
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


def next_prime(n, rng):
    n |= 1
    while not probably_prime(n, rng):
        n += 2
    return n


def egcd(a, b):
    x0, x1 = 1, 0
    while b:
        quotient, (a, b) = a // b, (b, a % b)
        x0, x1 = x1, x0 - quotient * x1
    return a, x0


class RSA:
    def __init__(self, p, q, e=65537):
        self.n = p * q
        self.e = e
        phi = (p - 1) * (q - 1)
        g, inverse = egcd(e, phi)
        if g != 1:
            raise ValueError("e is not invertible")
        self.d = inverse % phi

    def encrypt(self, text):
        return pow(int.from_bytes(text.encode(), "big"), self.e, self.n)

    def decrypt(self, number):
        number = pow(number, self.d, self.n)
        return number.to_bytes((number.bit_length() + 7) // 8, "big").decode()


def mersenne(p):
    m = (1 << p) - 1
    s = 4
    for _ in range(p - 2):
        s = s * s - 2
        s = (s & m) + (s >> p)
        s = (s & m) + (s >> p)
        if s == m:
            s = 0
    return s == 0


def sqrt_period(n):
    root = isqrt(n)
    if root * root == n:
        return 0, (root, 1)
    m, d, a = 0, 1, root
    h0, h1, k0, k1 = 1, root, 0, 1
    period = 0
    while a != 2 * root:
        m = d * a - m
        d = (n - m * m) // d
        a = (root + m) // d
        h0, h1, k0, k1 = h1, a * h1 + h0, k1, a * k1 + k0
        period += 1
    return period, (h0, k0)


def pollard(n):
    for c in range(1, 20):
        x = y = 2
        d = 1
        while d == 1:
            x = (x * x + c) % n
            y = (y * y + c) % n
            y = (y * y + c) % n
            d = gcd(abs(x - y), n)
        if d != n:
            return d
    return n


class Fraction:
    def __init__(self, top, bottom=1):
        g = gcd(top, bottom)
        self.top = top // g
        self.bottom = bottom // g

    def __add__(self, other):
        return Fraction(self.top * other.bottom + other.top * self.bottom, self.bottom * other.bottom)

    def __repr__(self):
        return f"{self.top}/{self.bottom}"


def main():
    rng = random.Random(99)
    digits = pi_digits(1500)
    print("pi", digits[:12], digits[-12:], digits == str(machin(1520))[:1500])
    p, q = (next_prime(rng.getrandbits(256) | 1 << 255, rng) for _ in range(2))
    key = RSA(p, q)
    secrets = [key.encrypt(f"message number {n}") for n in range(20)]
    print("rsa", key.n % 1_000_007, sum(secrets) % 1_000_007, key.decrypt(secrets[7]))
    print("mersenne", [p for p in (3, 5, 7, 11, 13, 61, 67, 521, 601, 607, 1279, 1283, 2203) if mersenne(p)])
    periods = [(sqrt_period(n), n) for n in range(2, 4500)]
    (period, (h, k)), n = max(periods)
    print("period", period, n, h % 1_000_003, k % 1_000_003, h * h - n * k * k)
    for number in (10403 * 1000003, 1000003 * 10000019, 2 ** 59 - 1):
        d = pollard(number)
        print("factor", number, min(d, number // d), number % d)
    harmonic = Fraction(0)
    for n in range(1, 2000):
        harmonic += Fraction(1, n)
    print("harmonic", len(str(harmonic.top)), harmonic.bottom % 1_000_003)
    a, b = 0, 1
    for _ in range(20000):
        a, b = b, a + b
    print("fibonacci", a.bit_length(), a % 10 ** 12, f"{a >> 13850:x}")
    factorial = 1
    for n in range(1, 1500):
        factorial *= n
    text = str(factorial)
    print("factorial", len(text), sum(map(int, text)), len(text) - len(text.rstrip("0")))


main()
