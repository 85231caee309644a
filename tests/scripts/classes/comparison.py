# Rich comparison, hashing, reflection, defaults.


class Ver:
    def __init__(self, *n):
        self.n = n

    def __eq__(self, o):
        print("eq", self.n, getattr(o, "n", o))
        return self.n == o.n if isinstance(o, Ver) else NotImplemented

    def __lt__(self, o):
        print("lt", self.n)
        return self.n < o.n if isinstance(o, Ver) else NotImplemented

    def __le__(self, o):
        return "le result"

    def __hash__(self):
        return hash(self.n)

    def __repr__(self):
        return "v" + ".".join(map(str, self.n))


a, b, c = Ver(1), Ver(1, 2), Ver(1)
print(a == c, a != b, a < b, a > b, a <= b, a >= b)
print(a == 5, 5 == a, a != 5)
try:
    a < 5
except TypeError as e:
    print(e)
print({a: 1}[c], len({a, b, c}))
print(sorted([Ver(3), Ver(1, 5), Ver(2)]), max(Ver(1), Ver(9)))
print(a in [b, c], [a].index(c), [a, b].count(c))


class NoHash:
    def __eq__(self, o):
        return True


try:
    hash(NoHash())
except TypeError as e:
    print(e)
try:
    {NoHash()}
except TypeError as e:
    print(e)
print(NoHash() == 1, 1 == NoHash(), NoHash() != 1, NoHash().__hash__)


class Default:
    pass


d, e = Default(), Default()
print(d == d, d == e, d != e, hash(d) == hash(d), d in {d: 1}, d in [e])
try:
    d < e
except TypeError as err:
    print(err)


class Gt:
    def __gt__(self, o):
        return f"gt {o}"

    def __ge__(self, o):
        return f"ge {o}"


print(Gt() > 1, 1 < Gt(), 1 <= Gt(), Gt() >= 2)


class Weird:
    def __eq__(self, o): return []
    def __lt__(self, o): return "lt"
    def __bool__(self): raise ValueError("no truth")


print(Weird() == 1, Weird() != 1, Weird() < 1)
try:
    not Weird()
except ValueError as err:
    print(err)
nan = float("nan")
print(nan == nan, nan in [nan], [nan] == [nan], (nan,) == (nan,), {nan: 1}.get(nan), nan != nan, nan < 1)


class Sub(Ver):
    def __eq__(self, o):
        print("sub eq")
        return True
    __hash__ = Ver.__hash__


print(Ver(5) == Sub(6))
print((1, 2, 3) < (1, 2, 4), [1, 2] < [1, 2, 0], "a" < "B", (1, "x") == (1, "x"), [1] == (1,), {1: 2} == {1: 2.0})
print(1 == 1.0, 1 == True, "1" == 1, None == 0, hash(1) == hash(1.0) == hash(True), 2 ** 70 == 2.0 ** 70)


class BadHash:
    def __hash__(self):
        return "x"


try:
    hash(BadHash())
except TypeError as err:
    print(err)
