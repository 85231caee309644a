# Decorators: order, arguments, classes, methods, stacked, any expression.
calls = []


def trace(f):
    calls.append(f"trace {f.__name__}")

    def wrapper(*args, **kw):
        calls.append(f"call {f.__name__}{args}{kw}")
        return f(*args, **kw)
    wrapper.__name__ = f.__name__
    wrapper.__wrapped__ = f
    return wrapper


def repeat(n):
    calls.append(f"repeat {n}")

    def deco(f):
        calls.append(f"deco {n}")
        return lambda *a: [f(*a) for _ in range(n)]
    return deco


@repeat(2)
@trace
def greet(name):
    return f"hi {name}"


print(greet("bob"))
print(calls)
calls.clear()


class register:
    table = {}

    def __init__(self, name):
        self.name = name

    def __call__(self, f):
        register.table[self.name] = f
        return f


@register("add")
def add(a, b):
    return a + b


@register("mul")
def mul(a, b):
    return a * b


print({k: f(3, 4) for k, f in register.table.items()})


class Countdown:
    def __init__(self, f):
        self.f, self.n = f, 0

    def __call__(self, *a):
        self.n += 1
        return self.n, self.f(*a)


@Countdown
def square(x):
    return x * x


print(square(3), square(4), type(square).__name__)


def add_repr(cls):
    cls.__repr__ = lambda self: f"<{cls.__name__} {vars(self)}>"
    return cls


@add_repr
class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y

    @trace
    def norm1(self):
        return abs(self.x) + abs(self.y)


print(Point(1, -2), Point(3, -4).norm1())
table = [trace, repeat(3)]


@table[1]
@(lambda f: table[0](f))
def three():
    return 3


print(three())
print(greet.__class__.__name__, mul.__name__)


def memo(f):
    cache = {}

    def inner(n):
        if n not in cache:
            cache[n] = f(n)
        return cache[n]
    inner.cache = cache
    return inner


@memo
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(90), len(fib.cache))


@str
def not_a_function():
    pass


print(not_a_function.split(" at ")[0])
