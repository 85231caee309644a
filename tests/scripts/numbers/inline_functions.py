# functions of numbers that hot code does itself: their borders, other arguments, and the same names meaning other things
import math
from math import sqrt, inf, nan


class Small(int):
    pass


class Own:
    def __init__(self, n):
        self.n = n

    def __abs__(self):
        return f'abs of {self.n}'

    def __float__(self):
        return self.n + 0.25

    def __lt__(self, other):
        return self.n < other.n

    def __gt__(self, other):
        return self.n > other.n

    def __repr__(self):
        return f'Own({self.n})'


VALUES = [0, 1, -1, 5, -7, 2**46, -2**46, 2**47 - 1, -2**47, 2**47, -2**47 - 1, 2**64, -2**64, 0.0, -0.0, 2.5, -2.5, 1e300,
          inf, -inf, nan, -nan, True, False, Small(-3), Small(9), None, 'x', [], Own(3)]


def attempt(f, *args):
    try:
        return f(*args)
    except (TypeError, ValueError, OverflowError, AttributeError) as e:
        return f'{type(e).__name__}: {e}'


def absolute(x):
    return abs(x)


def root(x):
    return math.sqrt(x)


def root_too(x):
    return sqrt(x)


def smaller(a, b):
    return min(a, b)


def larger(a, b):
    return max(a, b)


for repeat in range(3):
    for x in VALUES:
        found = [attempt(f, x) for f in (absolute, root, root_too)]
        if repeat == 2:
            print(repr(x), found)
    for x in VALUES:
        found = [attempt(f, x, y) for y in VALUES for f in (smaller, larger)]
        if repeat == 2:
            print(repr(x), found)

# which of two that are equal
a, b = 2.0, 2
print(smaller(a, b), smaller(b, a), larger(a, b), larger(b, a), larger(0.0, -0.0), larger(-0.0, 0.0), smaller(True, 1), larger(1, True))
x, y = Own(1), Own(1)
print(smaller(x, y) is x, larger(x, y) is x)


# names that come to mean something else
def shadowed(n):
    return abs(n), min(n, 3), max(n, 3)


print([shadowed(n) for n in (-5, 5, 2.5)])
abs = lambda n: ('mine', n)
min = lambda *a: ('least', a)
print([shadowed(n) for n in (-5, 5, 2.5)])
del abs, min
print([shadowed(n) for n in (-5, 5, 2.5)])
old, math.sqrt = math.sqrt, lambda x: 'no root'
print(root(4), root_too(4))
math.sqrt = old
print(root(4), root_too(4))


# the truth of containers
def truths(v):
    found = []
    if v:
        found.append('if')
    if not v:
        found.append('if not')
    found.append(not v)
    found.append('and' if v and True else 'or')
    while v:
        found.append('while')
        break
    return found


class Table(dict):
    def __bool__(self):
        return False


class Row(tuple):
    def __len__(self):
        return 0


for v in ((), (0,), {}, {0: 0}, [], [0], '', '0', set(), {0}, frozenset(), b'', b'0', range(0), range(1), 0, 0.0, -0.0, nan,
          2**70, None, True, False, Table(a=1), Row((1,)), Own(0), object, len):
    print(repr(v) if type(v) is not type and v is not len else 'callable', truths(v), truths(v))


# sorted characters, and class names that change
def order(word):
    return ''.join(sorted(word)), sorted(word, reverse=True)


for word in ('', 'a', 'listen', 'silent', 'zzz aaa', 'x' * 24, 'yx' * 12 + 'z', 'the quick brown fox jumps over', 'äöü', '\x7f\x00~'):
    print(order(word))


class First:
    __slots__ = ()
    __qualname__ = 'Other.First'


class Meta(type):
    @property
    def __name__(cls):
        return 'from the metaclass'


class Made(metaclass=Meta):
    pass


class Named:
    __name__ = 'in the body'


def name(o):
    return type(o).__name__, o.__class__.__name__


objects = [First(), Made(), Named(), 1, None, [], ValueError()]
for _ in range(3):
    print([name(o) for o in objects], Named().__name__)
First.__name__ = 'Second'
print([name(o) for o in objects])
for n in (5, 'ok'):
    try:
        Named.__name__ = n
    except TypeError as e:
        print(e)
print(name(Named()), Named().__name__, Named.__dict__['__name__'])
try:
    int.__name__ = 'float'
except TypeError as e:
    print(e)
