# Generator expressions are lazy and evaluate the first iterable at once.
log = []


def note(x):
    log.append(x)
    return x


g = (note(x) for x in [1, 2, 3])
print(log, type(g).__name__)
print(next(g), log, list(g), log)
try:
    (x for x in 5)
except TypeError as e:
    print(e)
h = (y for x in [1] for y in undefined_thing)
try:
    next(h)
except NameError as e:
    print(e)
print(sum(x * x for x in range(10)), max((len(w), w) for w in ["a", "ccc", "bb"]))
print(any(x > 3 for x in range(5)), all(x > 3 for x in range(5)), sorted((x % 3, x) for x in range(6)))
print(",".join(str(x) for x in range(5)), dict((x, x ** 2) for x in range(4)), set(x % 2 for x in range(4)))
seq = [1, 2, 3]
e = (x for x in seq)
seq.append(4)
print(list(e))
k = 10
lazy = (x * k for x in range(3))
k = 100
print(list(lazy))
nested = ((x, y) for x in range(2) for y in range(2))
print(list(nested), list(nested))


def take(n, it):
    return [v for _, v in zip(range(n), it)]


def naturals():
    n = 0
    while True:
        yield n
        n += 1


evens = (n for n in naturals() if n % 2 == 0)
squares = (n * n for n in evens)
print(take(5, squares), next(squares))
print(list(zip((i for i in "ab"), (j for j in "cd"))))
inner = (list(i for i in range(n)) for n in range(4))
print(list(inner))
g = (x for x in range(3))
print(2 in g, list(g))
print(tuple(x for x in ()), next((x for x in [5, 6] if x > 5), None), next((x for x in [] if x), "none"))
print(*(x for x in "abc"), sep="-")
g = (i for i in range(5))
a, b, *c = g
print(a, b, c)
print(g.__name__, hasattr(g, "send"), iter(g) is g)
print(sum(1 for line in "a\nb\nc".splitlines() if line), min((x for x in [3, 1, 2]), default=0))
