# Exact fractions, harmonic numbers, continued fractions, digit games, Lucas-Lehmer.
from math import gcd


class Fraction:
    __slots__ = ('num', 'den')

    def __init__(self, num, den=1):
        if den == 0:
            raise ZeroDivisionError('denominator is zero')
        if den < 0:
            num, den = -num, -den
        g = gcd(num, den)
        self.num = num // g
        self.den = den // g

    def __add__(self, o):
        return Fraction(self.num * o.den + o.num * self.den, self.den * o.den)

    def __sub__(self, o):
        return Fraction(self.num * o.den - o.num * self.den, self.den * o.den)

    def __mul__(self, o):
        return Fraction(self.num * o.num, self.den * o.den)

    def __truediv__(self, o):
        return Fraction(self.num * o.den, self.den * o.num)

    def __eq__(self, o):
        return self.num == o.num and self.den == o.den

    def __lt__(self, o):
        return self.num * o.den < o.num * self.den

    def __repr__(self):
        return f'{self.num}/{self.den}'

    def decimal(self, places):
        whole, rest = divmod(abs(self.num), self.den)
        digits = str(rest * 10 ** places // self.den).rjust(places, '0')
        return ('-' if self.num < 0 else '') + f'{whole}.{digits}'


def harmonic(n):
    h = Fraction(0)
    for k in range(1, n + 1):
        h = h + Fraction(1, k)
    return h


def bernoulli(n):
    row = [Fraction(0)] * (n + 1)
    for m in range(n + 1):
        row[m] = Fraction(1, m + 1)
        for j in range(m, 0, -1):
            row[j - 1] = Fraction(j) * (row[j - 1] - row[j])
    return row[0]


def sqrt_convergents(n, count):
    a0 = int(n ** 0.5)
    m, d, a = 0, 1, a0
    h0, h1, k0, k1 = 1, a0, 0, 1
    for _ in range(count):
        m = d * a - m
        d = (n - m * m) // d
        a = (a0 + m) // d
        h0, h1 = h1, a * h1 + h0
        k0, k1 = k1, a * k1 + k0
    return h1, k1


def lychrel(n, limit=120):
    for step in range(limit):
        r = int(str(n)[::-1])
        if step and r == n:
            return step
        n += r
    return None


def lucas_lehmer(p):
    m = (1 << p) - 1
    s = 4
    for _ in range(p - 2):
        s = s * s - 2
        s = (s & m) + (s >> p)
        if s >= m:
            s -= m
    return s == 0


def digit_sum(n):
    total = 0
    while n:
        n, chunk = divmod(n, 10 ** 9)
        total += sum(map(int, str(chunk)))
    return total


h = harmonic(9000)
print(h.decimal(30), len(str(h.num)))
for n in (10, 60, 120):
    print('B', n, bernoulli(n))
for n in (2, 61, 94):
    p, q = sqrt_convergents(n, 6000)
    print(n, Fraction(p, q).decimal(25), p.bit_length())
results = [lychrel(n) for n in range(1, 12000)]
print('lychrel', results.count(None), max(r for r in results if r is not None))
candidates = [p for p in range(3, 1300) if all(p % d for d in range(2, int(p ** 0.5) + 1))]
print('mersenne', [p for p in candidates if lucas_lehmer(p)])
print('digits', digit_sum(2 ** 9000), digit_sum(3 ** 9000), max(digit_sum(a ** b) for a in range(40, 120) for b in range(40, 120)))
pascal = [1]
for _ in range(900):
    pascal = [a + b for a, b in zip([0] + pascal, pascal + [0])]
print('pascal', len(pascal), sum(pascal) == 1 << 900, pascal[450] % 10 ** 15)
try:
    Fraction(1) / Fraction(0)
except ZeroDivisionError as e:
    print(e)
