print("cart init")
from .util import fmt
from .util.money import to_cents


class Cart:
    def __init__(self):
        self.items = []

    def add(self, name, price):
        self.items.append((name, to_cents(price)))
        return self

    def total(self):
        return fmt(sum(p for _, p in self.items))

    def __repr__(self):
        return f"Cart({', '.join(n for n, _ in self.items)})"
