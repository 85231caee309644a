"""Big integers: factorials, fibonacci, pi and e digits, isqrt, binomials, str round trips."""
import math
import sys

ROUNDS = 9
output = []


def report(*items):
    output.append(" ".join(str(x) for x in items))


if hasattr(sys, "set_int_max_str_digits"):
    sys.set_int_max_str_digits(0)


def factorial(n):
    r = 1
    for i in range(2, n + 1):
        r *= i
    return r


def fib_iter(n):
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a


def fib_fast(n):
    if n == 0:
        return 0, 1
    a, b = fib_fast(n >> 1)
    c = a * (2 * b - a)
    d = a * a + b * b
    return (d, c + d) if n & 1 else (c, d)


def pi_digits(count):
    """Spigot (Gibbons)."""
    q, r, t, k, n, l = 1, 0, 1, 1, 3, 3
    out = []
    while len(out) < count:
        if 4 * q + r - t < n * t:
            out.append(n)
            nr = 10 * (r - n * t)
            n = (10 * (3 * q + r)) // t - 10 * n
            q *= 10
            r = nr
        else:
            nr = (2 * q + r) * l
            nn = (q * (7 * k) + 2 + r * l) // (t * l)
            q *= k
            t *= l
            l += 2
            k += 1
            n = nn
            r = nr
    return "".join(map(str, out))


def machin(digits):
    one = 10 ** (digits + 10)

    def arctan_inv(x):
        total = term = one // x
        n, x2, sign = 3, x * x, -1
        while term:
            term //= x2
            total += sign * (term // n)
            sign, n = -sign, n + 2
        return total
    return str(4 * (4 * arctan_inv(5) - arctan_inv(239)) // 10 ** 10)


def e_digits(n):
    one = 10 ** (n + 10)
    total, term, k = one, one, 1
    while term:
        term //= k
        total += term
        k += 1
    return str(total // 10 ** 10)


def isqrt(n):
    x = 1 << ((n.bit_length() + 1) // 2)
    while True:
        y = (x + n // x) >> 1
        if y >= x:
            return x
        x = y


def digit_sum(n):
    return sum(int(c) for c in str(n))


def main():
    f = factorial(3000)
    report(digit_sum(f), len(str(f)), f % 1000003, f == math.factorial(3000))
    report(fib_iter(30000) % 10 ** 15, fib_fast(30000)[0] == fib_iter(30000), digit_sum(fib_fast(10000)[0]))
    p, m = pi_digits(700), machin(1500)
    report(p[-20:], m[:700] == p, m[-10:])
    report(e_digits(1500)[-20:])
    s = isqrt(2 * 10 ** 2400)
    report(s % 10 ** 20, s == math.isqrt(2 * 10 ** 2400), sum(isqrt(i * 10 ** 60) % 97 for i in range(1, 600)))
    row = [1]
    for _ in range(400):
        row = [1] + [a + b for a, b in zip(row, row[1:])] + [1]
    report(row[200] % 10 ** 18, row[200] == math.comb(400, 200), sum(row) == 1 << 400)
    total = 0
    for i in range(1, 1500):
        n = 7 ** i
        total += (int(str(n)[::-1]) % 9973) ^ (n >> i & 0xFFFF)
    report(total)
    n = 196
    for _ in range(700):
        n += int(str(n)[::-1])
    report(len(str(n)), n % 1000007, hex(n)[-8:], -n // 12345678901234567890 % 1000)


if __name__ == "__main__":
    for _ in range(ROUNDS):
        output.clear()
        main()
    print("\n".join(output))
