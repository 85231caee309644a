# big numbers: rational arithmetic, RSA, Fibonacci and Lucas, bases, e and roots

DIGITS = 1600


class Fraction:
    def __init__(self, num, den=1):
        a, b = abs(num), abs(den)
        while b:
            a, b = b, a % b
        if den < 0:
            num = -num
        self.num = num // a
        self.den = abs(den) // a

    def __add__(self, other):
        return Fraction(self.num * other.den + other.num * self.den, self.den * other.den)

    def __mul__(self, other):
        return Fraction(self.num * other.num, self.den * other.den)

    def __truediv__(self, other):
        return Fraction(self.num * other.den, self.den * other.num)

    def __repr__(self):
        return f"{self.num}/{self.den}"


def harmonic(n):
    total = Fraction(0)
    for k in range(1, n + 1):
        total = total + Fraction(1, k)
    return total


def bernoulli(n):
    row = []
    for m in range(n + 1):
        row.append(Fraction(1, m + 1))
        for j in range(m, 0, -1):
            row[j - 1] = (row[j - 1] + row[j] * Fraction(-1)) * Fraction(j)
    return row[0]


def to_base(n, base):
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    out = []
    while n:
        n, d = divmod(n, base)
        out.append(digits[d])
    return "".join(reversed(out)) or "0"


def from_base(text, base):
    n = 0
    for ch in text:
        n = n * base + (ord(ch) - 48 if ch.isdigit() else ord(ch) - 87)
    return n


def e_digits(digits):
    one = 10 ** (digits + 10)
    total = term = one
    k = 1
    while term:
        term //= k
        total += term
        k += 1
    return total // 10 ** 10


def nth_root(n, k):
    low, high = 0, 1 << (n.bit_length() // k + 1)
    while low < high:
        mid = (low + high + 1) // 2
        if mid ** k <= n:
            low = mid
        else:
            high = mid - 1
    return low


def lucas_lehmer(p):
    m = (1 << p) - 1
    s = 4
    for _ in range(p - 2):
        s = (s * s - 2) % m
    return s == 0


def rsa(message, p, q):
    n, phi, e = p * q, (p - 1) * (q - 1), 65537
    d = pow(e, -1, phi)
    number = 0
    for ch in message:
        number = number << 7 | ord(ch)
    secret = pow(number, e, n)
    plain = pow(secret, d, n)
    chars = []
    while plain:
        chars.append(chr(plain & 127))
        plain >>= 7
    return secret, "".join(reversed(chars))


def catalan(n):
    row = [1]
    for _ in range(n):
        new = [1]
        for a in row[1:]:
            new.append(new[-1] + a)
        new.append(new[-1])
        row = new
    return row[-1]


h = harmonic(DIGITS)
print("harmonic", len(str(h.num)), h.num % 10 ** 9, h.den % 10 ** 9)
b = bernoulli(DIGITS // 10)
print("bernoulli", b.num % 10 ** 9, b.den)
e = e_digits(DIGITS * 4)
print("e", e // 10 ** (DIGITS * 4 - 11), e % 10 ** 9)
n = 7 ** (DIGITS * 2)
texts = [to_base(n, b) for b in (2, 7, 16, 36)]
print("bases", [len(t) for t in texts], all(from_base(t, b) == n for t, b in zip(texts, (2, 7, 16, 36))))
print("root", nth_root(n * 3, 5) % 10 ** 12)
print("mersenne", [p for p in (61, 89, 107, 127, 257, 521, 523, 607) if lucas_lehmer(p)])
secret, plain = rsa("meet me at noon", 2 ** 107 - 1, 2 ** 127 - 1)
print("rsa", secret % 10 ** 9, plain)
print("catalan", catalan(DIGITS) % 10 ** 9, sum(int(c) for c in str(catalan(DIGITS // 2))))
