# stress: 97
# Instances in conditions: always true, by __bool__, by __len__, and classes that change while the loops are hot.


class Plain:
    pass


class Node:
    def __init__(self, next=None):
        self.next = next


class Slots:
    __slots__ = ("x",)


class Truth:
    def __init__(self, yes):
        self.yes = yes

    def __bool__(self):
        return self.yes


class Sized:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n


class Both(Truth, Sized):
    def __init__(self):
        self.yes, self.n = True, 0


class Base:
    pass


class Child(Base):
    pass


class Meta(type):
    def __bool__(cls):
        return False


class Made(metaclass=Meta):
    pass


def ways(x):
    n = 0
    if x:
        n += 1
    if not x:
        n += 2
    n += 4 if x else 8
    n += 16 * bool(x) + 32 * (not x)
    n += 64 * ((x or None) is x) + 128 * ((x and 1) == 1)
    while x:
        n += 256
        break
    return n


def length(node):
    n = 0
    while node:
        n += 1
        node = node.next
    return n


objects = [Plain(), Node(), Slots(), Truth(True), Truth(False), Sized(0), Sized(2), Both(), Child(), Made, Made(),
           Plain, ways, print, object(), None, 0, "", [], (0,), Exception(), range(0), {1}]
for _ in range(40):
    answers = [ways(x) for x in objects]
print(answers)
print([any([x]) for x in objects], [all([x]) for x in objects], len([x for x in objects if x]), len([*filter(None, objects)]))

chain = None
for _ in range(1000):
    chain = Node(chain)
print(length(chain))


# a method that comes, changes and goes
def count(x, n):
    yes = 0
    for _ in range(n):
        if x:
            yes += 1
        if not x:
            yes += 1000
    return yes


child = Child()
print(count(child, 300))
Base.__len__ = lambda self: 0
print(count(child, 300), bool(child))
Child.__bool__ = lambda self: True
print(count(child, 300), bool(child))
del Child.__bool__, Base.__len__
print(count(child, 300), bool(child))
child.__bool__ = lambda: False
print(count(child, 300), bool(child))
Base.__bool__ = None
try:
    count(child, 300)
except TypeError as e:
    print(type(e).__name__, e)
Base.__bool__ = lambda self: "yes"
try:
    count(child, 300)
except TypeError as e:
    print(e)
del Base.__bool__


class Counting:
    asked = 0

    def __bool__(self):
        Counting.asked += 1
        if Counting.asked > 250:
            raise ValueError("enough")
        return Counting.asked % 2 == 0


try:
    print(count(Counting(), 300))
except ValueError as e:
    print(e, Counting.asked)
mixed = [Plain(), Truth(False), Sized(1), Sized(0), Node(), Child(), None, 3]
print([sum(1 for x in mixed if x), sum(1 for x in mixed if not x)] * 2, sum(count(x, 50) for x in mixed))
