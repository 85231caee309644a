from math import isqrt, comb, factorial, gcd
def digits_sum(n): return sum(int(c) for c in str(n))
def e_digits(n):
    unity = 10 ** (n + 10); s = t = unity; k = 1
    while t: t //= k; s += t; k += 1
    return str(s // 10 ** 10)
def collatz_big(n):
    c = 0
    while n != 1: n = n // 2 if n % 2 == 0 else 3 * n + 1; c += 1
    return c
def luc(p):
    s, m = 4, 2 ** p - 1
    for _ in range(p - 2): s = (s * s - 2) % m
    return s == 0
for _ in range(8): e_digits(1500); collatz_big(3 ** 300); luc(521); factorial(900); digits_sum(3 ** 4000)
print(digits_sum(2 ** 5000), digits_sum(factorial(1000)), e_digits(1500)[-10:], collatz_big(2 ** 400 + 12345), luc(1279), isqrt(10 ** 2000) % 10 ** 9, comb(2000, 1000) % 10 ** 9, gcd(3 ** 2000, 6 ** 900) % 1000007)
