# Closures: made, called, with state shared by cells.
def adder(n):
    return lambda x: x + n


def counter():
    count = 0

    def inc():
        nonlocal count
        count += 1
        return count

    return inc


def compose(f, g):
    return lambda x: f(g(x))


total = 0
for i in range(400_000):
    total += adder(i)(1)
inc = counter()
for _ in range(1_500_000):
    inc()
f = compose(adder(1), compose(adder(2), adder(3)))
for i in range(400_000):
    total += f(i)
total += sum(map(lambda x: x * 2, range(700_000)))
print(total, inc())
