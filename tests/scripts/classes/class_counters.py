# stress: 997
# class attributes that scripts use as variables, in hot loops, and what else is found meanwhile


class Base:
    count = 0
    names = ()

    def __init__(self):
        Base.count += 1

    def kind(self):
        return "base"

    @property
    def double(self):
        return self.count * 2


class Derived(Base):
    hits = 0

    def kind(self):
        type(self).hits += 1
        return "derived " + super().kind()


class More(Derived):
    pass


def run(n):
    out = []
    for i in range(n):
        x = (Base, Derived, More)[i % 3]()
        k = x.kind()
        if i % 97 == 0:
            out.append((k, x.count, x.double, Base.count, Derived.count, getattr(More, "hits"), "hits" in vars(More)))
    return out


for line in run(600):
    print(line)

# from data to something else and back
seen = []
for i in range(300):
    if i == 100:
        Base.count = property(lambda self: "property")
    if i == 150:
        Base.count = lambda self: "method"
    if i == 200:
        Base.count = 7
    if i == 250:
        del Derived.hits
        Derived.hits = 5
    x = object.__new__(More)
    c = x.count
    if callable(c):
        c = c()
    x.kind()
    if i == 260:
        x.count = "own"
        c = x.count
    if i % 20 == 0 or i == 260:
        seen.append((i, c, Derived.hits, More.hits))
print(seen)


class Meta(type):
    def __setattr__(cls, name, value):
        super().__setattr__(name, value * 2)


class Doubling(metaclass=Meta):
    n = 1


for i in range(200):
    Doubling.n = i
print(Doubling.n)


class Node:
    last = 0
    pool = []

    def __init__(self):
        Node.last += 1
        self.number = Node.last
        Node.pool = Node.pool + [self.number] if len(Node.pool) < 5 else []


nodes = [Node() for _ in range(500)]
print(nodes[-1].number, Node.last, Node.pool, nodes[0].last)
try:
    int.hits = 3
except TypeError as e:
    print(e)
