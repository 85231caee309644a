# Generators: plain, chained, delegated.
def count(n):
    i = 0
    while i < n:
        yield i
        i += 1


def squares(it):
    for x in it:
        yield x * x


def odd(it):
    for x in it:
        if x & 1:
            yield x


def tree(depth):
    if depth:
        yield from tree(depth - 1)
        yield depth
        yield from tree(depth - 1)


total = 0
for x in count(1_500_000):
    total += x
total += sum(odd(squares(count(600_000))))
total += sum(tree(15))
acc = 0


def adder():
    s = 0
    while True:
        s += yield s


g = adder()
next(g)
for i in range(700_000):
    acc = g.send(i)
print(total, acc)
