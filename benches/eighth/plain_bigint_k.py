# Big integers: factorials, Fibonacci, pi digits, Miller-Rabin, RSA toy, continued fractions.
import math
import random
import sys

sys.set_int_max_str_digits(20_000)


def product(low, high):
    """Product of low..high by halves."""
    if low == high:
        return low
    middle = (low + high) // 2
    return product(low, middle) * product(middle + 1, high)


def fibonacci(n):
    a, b = 0, 1
    for bit in bin(n)[2:]:
        a, b = a * (2 * b - a), a * a + b * b
        if bit == "1":
            a, b = b, a + b
    return a


def pi_digits():
    """Gibbons' spigot."""
    q, r, t, k, m, x = 1, 0, 1, 1, 3, 3
    while True:
        if 4 * q + r - t < m * t:
            yield m
            q, r, m = 10 * q, 10 * (r - m * t), 10 * (3 * q + r) // t - 10 * m
        else:
            q, r, t, k, m, x = (q * k, (2 * q + r) * x, t * x, k + 1,
                                (q * (7 * k + 2) + r * x) // (t * x), x + 2)


def machin(digits):
    unity = 10 ** (digits + 10)

    def arctan_inverse(x):
        total = term = unity // x
        n, sign = 3, -1
        while term:
            term //= x * x
            total += sign * (term // n)
            sign, n = -sign, n + 2
        return total

    return (4 * (4 * arctan_inverse(5) - arctan_inverse(239))) // 10 ** 10


def is_prime(n, rng, rounds=8):
    if n < 4:
        return n > 1
    for small in (2, 3, 5, 7, 11, 13, 17, 19, 23):
        if n % small == 0:
            return n == small
    odd, twos = n - 1, 0
    while odd % 2 == 0:
        odd >>= 1
        twos += 1
    for _ in range(rounds):
        x = pow(rng.randrange(2, n - 1), odd, n)
        if x in (1, n - 1):
            continue
        for _ in range(twos - 1):
            x = x * x % n
            if x == n - 1:
                break
        else:
            return False
    return True


def next_prime(n, rng):
    n |= 1
    while not is_prime(n, rng):
        n += 2
    return n


class KeyPair:
    def __init__(self, bits, rng, exponent=65537):
        p = next_prime(rng.getrandbits(bits) | 1 << bits - 1, rng)
        q = next_prime(rng.getrandbits(bits) | 1 << bits - 1, rng)
        self.modulus = p * q
        self.exponent = exponent
        self.secret = pow(exponent, -1, (p - 1) * (q - 1))

    def encrypt(self, text):
        return pow(int.from_bytes(text.encode(), "big"), self.exponent, self.modulus)

    def decrypt(self, number):
        value = pow(number, self.secret, self.modulus)
        return value.to_bytes((value.bit_length() + 7) // 8, "big").decode()


def sqrt2_convergents(count):
    numerator, denominator = 1, 1
    longer = 0
    for _ in range(count):
        numerator, denominator = numerator + 2 * denominator, numerator + denominator
        longer += len(str(numerator)) > len(str(denominator))
    return longer, numerator % 10 ** 9, math.gcd(numerator, denominator)


def digit_sum(n):
    total = 0
    while n:
        n, digit = divmod(n, 10)
        total += digit
    return total


factorial = product(1, 3000)
print("factorial", factorial.bit_length(), digit_sum(factorial), factorial == math.factorial(3000))
print("fibonacci", fibonacci(60_000) % 10 ** 12, len(str(fibonacci(30_000))))
spigot = pi_digits()
digits = "".join(str(next(spigot)) for _ in range(1100))
print("pi", digits[:12], digits[-8:], str(machin(2800))[:1100] == digits, machin(2800) % 10 ** 9)
rng = random.Random(31)
keys = KeyPair(320, rng)
secrets = [keys.encrypt(f"attack at dawn {n}") for n in range(60)]
print("rsa", keys.modulus.bit_length(), keys.decrypt(secrets[4]), keys.modulus % 9973, sum(secrets) % 9973)
print("mersenne", [p for p in range(2, 900) if is_prime(p, rng) and is_prime((1 << p) - 1, rng, rounds=2)])
print("sqrt2", *sqrt2_convergents(1800))
print("shifts", sum((7 ** n << n ^ 3 ** n) >> 2 * n & 0xFFFF for n in range(1000)), math.isqrt(10 ** 601) % 10 ** 8)
