# Class exercises: a vending machine, shapes, a deck of cards, a polynomial, a fraction.
class Fraction:
    def __init__(self, n, d=1):
        if d == 0:
            raise ZeroDivisionError("denominator is zero")
        if d < 0:
            n, d = -n, -d
        a, b = abs(n), d
        while b:
            a, b = b, a % b
        self.n, self.d = n // a, d // a

    def __add__(self, o):
        o = o if isinstance(o, Fraction) else Fraction(o)
        return Fraction(self.n * o.d + o.n * self.d, self.d * o.d)

    __radd__ = __add__

    def __mul__(self, o):
        o = o if isinstance(o, Fraction) else Fraction(o)
        return Fraction(self.n * o.n, self.d * o.d)

    def __truediv__(self, o):
        return self * Fraction(o.d, o.n)

    def __eq__(self, o):
        return isinstance(o, Fraction) and (self.n, self.d) == (o.n, o.d) or isinstance(o, int) and self.d == 1 and self.n == o

    def __lt__(self, o):
        return self.n * o.d < o.n * self.d

    def __float__(self):
        return self.n / self.d

    def __hash__(self):
        return hash((self.n, self.d))

    def __repr__(self):
        return f"{self.n}/{self.d}" if self.d != 1 else str(self.n)


h = [Fraction(1, n) for n in range(1, 11)]
print(sum(h), float(sum(h)), sorted(h)[:3], max(h), Fraction(6, -8), Fraction(4, 2) == 2, len({Fraction(1, 2), Fraction(2, 4)}))
print(Fraction(3, 4) / Fraction(9, 8), Fraction(1, 3) * 3, 1 + Fraction(1, 2))


class Poly:
    def __init__(self, *c):
        self.c = list(c) or [0]

    def __call__(self, x):
        r = 0
        for k in reversed(self.c):
            r = r * x + k
        return r

    def __add__(self, o):
        n = max(len(self.c), len(o.c))
        get = lambda p, i: p.c[i] if i < len(p.c) else 0
        return Poly(*(get(self, i) + get(o, i) for i in range(n)))

    def __mul__(self, o):
        out = [0] * (len(self.c) + len(o.c) - 1)
        for i, a in enumerate(self.c):
            for j, b in enumerate(o.c):
                out[i + j] += a * b
        return Poly(*out)

    def __str__(self):
        parts = []
        for i in range(len(self.c) - 1, -1, -1):
            if k := self.c[i]:
                sign = "-" if k < 0 else "+"
                body = f"{abs(k) if abs(k) != 1 or i == 0 else ''}{'x' if i else ''}{f'^{i}' if i > 1 else ''}"
                parts.append(f"{sign} {body}")
        return " ".join(parts).removeprefix("+ ") or "0"

    def derive(self):
        return Poly(*(i * k for i, k in enumerate(self.c))) if len(self.c) < 2 else Poly(*[i * k for i, k in enumerate(self.c)][1:])


p, q = Poly(1, -2, 1), Poly(-1, 1)
print(p, "|", q, "|", p + q, "|", p * q, "|", p.derive(), "|", p(5), (p * q)(3), Poly())


class Vending:
    coins = (200, 100, 50, 20, 10)

    class Error(Exception):
        pass

    def __init__(self, **stock):
        self.stock = {k: list(v) for k, v in stock.items()}
        self.credit = 0

    def insert(self, *coins):
        for c in coins:
            if c not in self.coins:
                raise self.Error(f"coin {c} not accepted")
            self.credit += c

    def choose(self, item):
        if item not in self.stock:
            raise self.Error(f"no {item}")
        price, n = self.stock[item]
        if not n:
            raise self.Error(f"{item} sold out")
        if self.credit < price:
            raise self.Error(f"{price - self.credit} missing")
        self.stock[item][1] -= 1
        change, self.credit, out = self.credit - price, 0, []
        for c in self.coins:
            out += [c] * (change // c)
            change %= c
        return item, out


v = Vending(cola=(150, 1), water=(80, 5))
for step in [("insert", 100), ("choose", "cola"), ("insert", 50, 20), ("choose", "cola"), ("choose", "cola"), ("insert", 3), ("insert", 200), ("choose", "tea"), ("choose", "water")]:
    try:
        print(step, "->", getattr(v, step[0])(*step[1:]))
    except Vending.Error as e:
        print(step, "!!", e)


class Card:
    order = "23456789TJQKA"

    def __init__(self, text):
        self.rank, self.suit = text

    def __lt__(self, o):
        return self.order.index(self.rank) < self.order.index(o.rank)

    def __repr__(self):
        return self.rank + self.suit


def hand(text):
    cards = sorted(map(Card, text.split()), reverse=True)
    ranks = [c.rank for c in cards]
    counts = sorted((ranks.count(r) for r in set(ranks)), reverse=True)
    flush = len({c.suit for c in cards}) == 1
    idx = [Card.order.index(r) for r in ranks]
    straight = idx == list(range(idx[0], idx[0] - 5, -1))
    match counts:
        case _ if flush and straight: return "straight flush"
        case [4, 1]: return "four"
        case [3, 2]: return "full house"
        case _ if flush: return "flush"
        case _ if straight: return "straight"
        case [3, *_]: return "three"
        case [2, 2, _]: return "two pairs"
        case [2, *_]: return "pair"
        case _: return f"high card {cards[0]}"


for t in ["2H 3H 4H 5H 6H", "2H 2D 2S 2C KD", "2H 2D KS KC KD", "2H 9H KH TH 3H", "9H TD JS QC KD", "2H 2D 2S 9C KD", "2H 2D 9S 9C KD", "2H 2D 9S TC KD", "2H 4D 9S TC AD"]:
    print(t, hand(t))
