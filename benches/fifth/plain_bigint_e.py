"""Big integers: factorials, digits of pi, modular powers, square roots."""

DIGITS = 3100


def factorial(n):
    result = 1
    for i in range(2, n + 1):
        result *= i
    return result


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
    return "".join(map(str, digits))


def fib_pair(n):
    if n == 0:
        return 0, 1
    a, b = fib_pair(n // 2)
    c = a * (2 * b - a)
    d = a * a + b * b
    return (d, c + d) if n % 2 else (c, d)


def isqrt(n):
    x = 1 << ((n.bit_length() + 1) // 2)
    while True:
        y = (x + n // x) // 2
        if y >= x:
            return x
        x = y


def is_probable_prime(n):
    if n % 2 == 0:
        return n == 2
    d, s = n - 1, 0
    while d % 2 == 0:
        d //= 2
        s += 1
    for base in (2, 3, 5, 7, 11):
        x = pow(base, d, n)
        if x in (1, n - 1):
            continue
        for _ in range(s - 1):
            x = x * x % n
            if x == n - 1:
                break
        else:
            return False
    return True


def digit_sum(n):
    total = 0
    while n:
        n, d = divmod(n, 10)
        total += d
    return total


def egcd(a, b):
    x, last = 0, 1
    while b:
        q = a // b
        a, b = b, a % b
        x, last = last - q * x, x
    return a, last


def main():
    print("factorial", digit_sum(factorial(DIGITS)))
    digits = pi_digits(DIGITS)
    print("pi", digits[:10], digits[-10:])
    fib = fib_pair(DIGITS * 20)[0]
    print("fib", fib % 10 ** 12, fib.bit_length())
    root = isqrt(2 * 10 ** (2 * DIGITS))
    print("sqrt 2", str(root)[:12], str(root)[-8:])
    found = [n for n in range(2 ** 127 - 301, 2 ** 127 + 300, 2) if is_probable_prime(n)]
    print("primes", len(found), found[0] - 2 ** 127)
    modulus = 2 ** 521 - 1
    check = 0
    for i in range(1, DIGITS // 3):
        g, inv = egcd(i * 7 ** 90, modulus)
        check = (check * 31 + inv % modulus) % 1000000007
    print("inverses", check)
    print("shifts", sum((fib >> k) & 0xFF for k in range(0, 2000, 3)) ^ (fib & 0xFFFF))


main()
