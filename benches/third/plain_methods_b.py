"""Dunder-heavy containers: fraction, polynomial, matrix-like grid, linked deque."""

ROUNDS = 10
output = []


def report(*items):
    output.append(" ".join(str(x) for x in items))


def gcd(a, b):
    while b:
        a, b = b, a % b
    return a


class Fraction:
    __slots__ = ("num", "den")

    def __init__(self, num, den=1):
        if den < 0:
            num, den = -num, -den
        g = gcd(abs(num), den)
        self.num = num // g
        self.den = den // g

    def __add__(self, o):
        if isinstance(o, int):
            o = Fraction(o)
        return Fraction(self.num * o.den + o.num * self.den, self.den * o.den)

    __radd__ = __add__

    def __sub__(self, o):
        return self + -o

    def __neg__(self):
        return Fraction(-self.num, self.den)

    def __mul__(self, o):
        return Fraction(self.num * o.num, self.den * o.den)

    def __truediv__(self, o):
        return Fraction(self.num * o.den, self.den * o.num)

    def __eq__(self, o):
        return self.num == o.num and self.den == o.den

    def __lt__(self, o):
        return self.num * o.den < o.num * self.den

    def __bool__(self):
        return self.num != 0

    def __str__(self):
        return f"{self.num}/{self.den}"


class Poly:
    def __init__(self, coeffs):
        self.c = list(coeffs)
        while len(self.c) > 1 and not self.c[-1]:
            self.c.pop()

    def __len__(self):
        return len(self.c)

    def __getitem__(self, i):
        return self.c[i] if i < len(self.c) else 0

    def __iter__(self):
        return iter(self.c)

    def __add__(self, o):
        return Poly(self[i] + o[i] for i in range(max(len(self), len(o))))

    def __mul__(self, o):
        out = [0] * (len(self) + len(o) - 1)
        for i, a in enumerate(self):
            for j, b in enumerate(o):
                out[i + j] += a * b
        return Poly(out)

    def __call__(self, x):
        acc = 0
        for a in reversed(self.c):
            acc = acc * x + a
        return acc

    def __eq__(self, o):
        return self.c == o.c


class Ring:
    """Fixed-size ring buffer acting as a sequence."""

    def __init__(self, size):
        self._data = [0] * size
        self._start = 0

    def __len__(self):
        return len(self._data)

    def __getitem__(self, i):
        return self._data[(self._start + i) % len(self._data)]

    def __setitem__(self, i, v):
        self._data[(self._start + i) % len(self._data)] = v

    def __contains__(self, v):
        return v in self._data

    def __lshift__(self, n):
        self._start = (self._start + n) % len(self)
        return self


def main():
    total = Fraction(0)
    for k in range(1, 400):
        total = total + Fraction(1, k * (k + 1))
    report(total)
    xs = [Fraction((i * 37) % 101 - 50, (i * 53) % 89 + 1) for i in range(1200)]
    xs.sort()
    report(xs[0], xs[600], xs[-1], sum(1 for x in xs if x), xs[3] == xs[3] * Fraction(1))
    acc = Fraction(1)
    for i in range(1, 20000):
        acc = acc * Fraction(i % 13 + 1, i % 17 + 1)
        if acc < Fraction(1, 1000) or Fraction(1000) < acc:
            acc = Fraction(i, i + 1)
    report(str(acc), sum(xs[:20]) - Fraction(1, 3))

    p = Poly([1, 1])
    q = Poly([1])
    for _ in range(60):
        q = q * p
    report(len(q), q[30], q(1) == 2 ** 60)
    r = Poly([(i * i) % 11 - 5 for i in range(120)])
    s = r * r + q
    report(len(s), s(3) % 1000003, r * q == q * r)

    ring = Ring(97)
    for i in range(100000):
        ring[i % 50] = ring[i % 31] + i
        if i % 4 == 0:
            ring << 3
    report(sum(ring[i] for i in range(len(ring))) % 1000007, 5 in ring, ring[96] in ring)


if __name__ == "__main__":
    for _ in range(ROUNDS):
        output.clear()
        main()
    print("\n".join(output))
