# Classes, instances, attributes, methods, class and static methods.


class Account:
    """A bank account."""
    bank = "First"
    count = 0

    def __init__(self, owner, balance=0):
        self.owner = owner
        self.balance = balance
        Account.count += 1

    def deposit(self, n):
        self.balance += n
        return self

    @classmethod
    def open(cls, text):
        owner, _, amount = text.partition(":")
        return cls(owner, int(amount))

    @staticmethod
    def valid(n):
        return n > 0

    def __repr__(self):
        return f"{type(self).__name__}({self.owner!r}, {self.balance})"

    def __eq__(self, other):
        return isinstance(other, Account) and self.owner == other.owner


a = Account("ann", 10)
b = Account.open("bob:20")
print(a, b, a.deposit(5).deposit(1), Account.count, a.bank)
print(Account.valid(1), a.valid(-1), a == Account("ann"), a != b, Account.__doc__, Account.__name__)
a.bank = "Own"
print(a.bank, b.bank, Account.bank, sorted(vars(a)), "bank" in vars(b))
del a.bank
print(a.bank)
Account.bank = "Second"
print(a.bank, b.bank)
print(isinstance(a, Account), isinstance(a, (int, Account)), isinstance(a, int), isinstance(a, int | Account))
print(type(a) is Account, type(Account).__name__, a.__class__.__name__, Account.__mro__, Account.__bases__)
print(getattr(a, "owner"), getattr(a, "nope", "default"), hasattr(a, "nope"), setattr(a, "x", 1), a.x)
for f in (lambda: a.nope, lambda: Account.nope, lambda: a.deposit(), lambda: Account.deposit(5), lambda: None.x,
          lambda: (5).x, lambda: "s".nope, lambda: [].nope, lambda: a.deposit.nope, lambda: len.nope,
          lambda: Account("z").open.nope):
    try:
        f()
    except (AttributeError, TypeError) as e:
        print(type(e).__name__ + ":", e)
try:
    (5).x = 1
except AttributeError as e:
    print("AttributeError:", e)
try:
    object().x = 1
except AttributeError as e:
    print("AttributeError:", e)
try:
    del a.missing
except AttributeError as e:
    print("AttributeError:", e)


class Empty:
    pass


e = Empty()
e.a, e.b = 1, 2
print(vars(e), e.__dict__ is vars(e), Empty.__dict__.get("a"))
e.__dict__["c"] = 3
print(e.c, dir(e)[-3:])
Empty.hello = lambda self: f"hello {self.a}"
print(e.hello())
e.hello = lambda: "own"
print(e.hello())


class Outer:
    class Inner:
        def where(self):
            return type(self).__qualname__

    x = [i for i in range(3)]
    if x:
        y = len(x)
    for z in x:
        pass


print(Outer.Inner().where(), Outer.y, Outer.z, Outer.Inner.__qualname__)
