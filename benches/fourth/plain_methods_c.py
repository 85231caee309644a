"""Shapes and accounts: inheritance, super(), overriding, properties."""
import math


class Shape:
    count = 0

    def __init__(self, name):
        self.name = name
        Shape.count += 1

    def area(self):
        raise NotImplementedError

    def perimeter(self):
        raise NotImplementedError

    def scale(self, k):
        raise NotImplementedError

    @property
    def compactness(self):
        p = self.perimeter()
        return 4 * math.pi * self.area() / (p * p)

    def describe(self):
        return f"{self.name}: area={self.area():.2f} perimeter={self.perimeter():.2f}"

    def __lt__(self, other):
        return self.area() < other.area()


class Rectangle(Shape):
    def __init__(self, w, h, name="rect"):
        super().__init__(name)
        self.w = w
        self.h = h

    def area(self):
        return self.w * self.h

    def perimeter(self):
        return 2 * (self.w + self.h)

    def scale(self, k):
        self.w *= k
        self.h *= k
        return self


class Square(Rectangle):
    def __init__(self, side):
        super().__init__(side, side, name="square")

    def describe(self):
        return "[" + super().describe() + "]"


class Circle(Shape):
    def __init__(self, r):
        super().__init__("circle")
        self.r = r

    def area(self):
        return math.pi * self.r ** 2

    def perimeter(self):
        return 2 * math.pi * self.r

    def scale(self, k):
        self.r *= k
        return self


class Triangle(Shape):
    def __init__(self, a, b, c):
        super().__init__("triangle")
        self.sides = (a, b, c)

    def perimeter(self):
        return sum(self.sides)

    def area(self):
        s = self.perimeter() / 2
        a, b, c = self.sides
        return math.sqrt(s * (s - a) * (s - b) * (s - c))

    def scale(self, k):
        self.sides = tuple(x * k for x in self.sides)
        return self


class Account:
    fee = 0

    def __init__(self, owner, balance=0):
        self.owner = owner
        self._balance = balance
        self.history = []

    @property
    def balance(self):
        return self._balance

    def deposit(self, amount):
        self._balance += amount
        self.log("deposit", amount)

    def withdraw(self, amount):
        if self.can_withdraw(amount):
            self._balance -= amount + self.fee
            self.log("withdraw", amount)
            return True
        return False

    def can_withdraw(self, amount):
        return self._balance >= amount + self.fee

    def log(self, kind, amount):
        self.history.append((kind, amount))


class Checking(Account):
    fee = 1

    def can_withdraw(self, amount):
        return self._balance + 500 >= amount + self.fee


class Savings(Account):
    def month_end(self, rate=2):
        self.deposit(self.balance * rate // 100)

    def deposit(self, amount):
        super().deposit(amount)
        if amount > 1000:
            super().deposit(5)


def main():
    shapes = []
    for i in range(1, 151):
        shapes += [Rectangle(i, i + 2), Square(i), Circle(i / 2), Triangle(3 * i, 4 * i, 5 * i)]
    total = 0.0
    for rnd in range(1300):
        k = 1.01 if rnd % 2 == 0 else 1 / 1.01
        for s in shapes:
            total += s.scale(k).area()
            if rnd % 3 == 0:
                total += s.compactness
    print(f"total {total:.3f} over {Shape.count}")
    shapes.sort()
    for s in shapes[::120]:
        print(s.describe())

    accounts = [Checking("ann", 100), Savings("bob", 5000), Account("cid", 300)]
    refused = {}
    for day in range(500000):
        acc = accounts[day % 3]
        amount = (day * 37) % 211
        if day % 2:
            acc.deposit(amount)
        elif not acc.withdraw(amount):
            refused[acc.owner] = refused.get(acc.owner, 0) + 1
        if day % 20000 == 1:
            acc_s = accounts[1]
            acc_s.month_end(rate=1)
    for acc in accounts:
        print(acc.owner, acc.balance, len(acc.history), refused.get(acc.owner, 0))


main()
