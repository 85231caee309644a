# stress: 5003
# Recursion: mutual, deep, RecursionError.
import sys


def fact(n):
    return 1 if n < 2 else n * fact(n - 1)


def even(n):
    return n == 0 or odd(n - 1)


def odd(n):
    return n != 0 and even(n - 1)


def ack(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ack(m - 1, 1)
    return ack(m - 1, ack(m, n - 1))


def hanoi(n, a="A", b="B", c="C"):
    if n:
        yield from hanoi(n - 1, a, c, b)
        yield a + c
        yield from hanoi(n - 1, b, a, c)


def perms(xs):
    if not xs:
        yield []
    for i, x in enumerate(xs):
        for p in perms(xs[:i] + xs[i + 1:]):
            yield [x] + p


def endless(n):
    return endless(n + 1)


print(fact(30), even(200), odd(201), ack(2, 3))
print(list(hanoi(4)))
print(["".join(p) for p in perms("abcd")][:8], len(list(perms("abcd"))))
try:
    endless(0)
except RecursionError as e:
    print("RecursionError:", e)
print("fine again", fact(10))


def depth():
    try:
        return depth() + 1
    except RecursionError:
        return 1


d = depth()
print(d > 100, sys.getrecursionlimit() >= 1000)


class Node:
    def __init__(self, v, kids=()):
        self.v, self.kids = v, kids

    def total(self):
        return self.v + sum(k.total() for k in self.kids)

    def __repr__(self):
        return f"{self.v}{list(self.kids) if self.kids else ''}"


t = Node(1, [Node(2, [Node(3)]), Node(4)])
print(t, t.total())


def flatten(x):
    if isinstance(x, list):
        for y in x:
            yield from flatten(y)
    else:
        yield x


print(list(flatten([1, [2, [3, [4, []], 5]], [[[6]]]])))
a = [1]
a.append(a)
print(a)
d = {"k": 1}
d["self"] = d
print(d)


class Loop:
    def __repr__(self):
        return repr(self)


try:
    repr(Loop())
except RecursionError as e:
    print("RecursionError in repr")
x = []
for _ in range(200):
    x = [x]
print(len(str(x)), str(x)[:5])
