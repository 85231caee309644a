# functools.
from functools import partial, reduce, wraps, lru_cache, cache, cached_property, total_ordering, singledispatch, cmp_to_key, partialmethod

add = lambda a, b=0, *c, **d: (a, b, c, d)
p = partial(add, 1, k=5)
print(p(2), p(2, 3, k=6, m=7), p.func is add, p.args, p.keywords)
print(reduce(lambda a, b: a * b, range(1, 6)), reduce(lambda a, b: a + b, [], "start"), reduce(max, [3, 9, 2]))
try:
    reduce(max, [])
except TypeError as e:
    print(e)
calls = []


def deco(f):
    @wraps(f)
    def inner(*a):
        "inner doc"
        calls.append(f.__name__)
        return f(*a)
    return inner


@deco
def greet(n):
    "greet doc"
    return f"hi {n}"


print(greet("x"), greet.__name__, greet.__doc__, greet.__wrapped__("y"), calls)


@lru_cache(maxsize=2)
def sq(n):
    calls.append(n)
    return n * n


print([sq(n) for n in (1, 2, 1, 3, 2, 1)], calls, sq.cache_info())
sq.cache_clear()
print(sq.cache_info())


@cache
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(100), fib.cache_info().misses)


class C:
    def __init__(self):
        self.n = 0

    @cached_property
    def v(self):
        self.n += 1
        return self.n * 10

    def set(self, a, b):
        return a, b

    half = partialmethod(set, 1)


c = C()
print(c.v, c.v, c.n, vars(c), c.half(2))


@total_ordering
class T:
    def __init__(self, v):
        self.v = v

    def __eq__(self, o):
        return self.v == o.v

    def __lt__(self, o):
        return self.v < o.v


print(T(1) <= T(1), T(2) > T(1), T(1) >= T(2))


@singledispatch
def show(x):
    return f"thing {x}"


@show.register
def _(x: int):
    return f"int {x}"


@show.register(list)
def _(x):
    return f"list of {len(x)}"


print(show(5), show([1]), show("s"), show(True))
print(sorted(["b", "A", "c"], key=cmp_to_key(lambda a, b: (a.lower() > b.lower()) - (a.lower() < b.lower()))))
