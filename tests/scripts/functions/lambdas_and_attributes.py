# Lambdas, function attributes, functions as values.
ops = {"+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "//": lambda a, b: a // b}
for k, f in ops.items():
    print(k, f(17, 5), f.__name__)
print(sorted(["banana", "Apple", "cherry"], key=lambda s: s.lower()))
print((lambda: (yield))().__class__.__name__)
print((lambda *, k=1: k)(), (lambda x, y=2, *z: (x, y, z))(1), (lambda: None)())
curry = lambda a: lambda b: lambda c: a + b + c
print(curry(1)(2)(3))
print((lambda x: x if x > 0 else -x)(-5))


def f():
    f.calls = getattr(f, "calls", 0) + 1
    return f.calls


print(f(), f(), f.calls, f.__dict__)
f.note = "text"
print(sorted(vars(f)), hasattr(f, "note"))
del f.note
print(hasattr(f, "note"))
try:
    f.missing
except AttributeError as e:
    print("AttributeError:", e)
f.__name__ = "renamed"
print(f.__name__, f.__qualname__, f.__module__)


def docs():
    """First line.

    Second line.
    """


print(repr(docs.__doc__), f.__doc__)
print(callable(f), callable(5), callable(int), callable(lambda: 0), callable("x".upper))
g = f
print(g is f, g == f, f == docs)
m = "abc".upper
print(m(), [].append.__name__, "x".join.__self__)


class A:
    def meth(self, v):
        return self, v


a = A()
b = a.meth
print(b(1) == (a, 1), b == a.meth, b is a.meth, b.__self__ is a, b.__func__ is A.meth, b.__name__)
print(A.meth(5, 6), A.meth.__qualname__, type(A.meth).__name__, type(b).__name__, type(len).__name__)


def no_return():
    pass


def bare_return():
    return


def many():
    return 1, 2, *[3, 4]


print(no_return(), bare_return(), many())
apply = lambda f, *a, **k: f(*a, **k)
print(apply(max, 3, 9, 4), apply(sorted, [3, 1, 2], reverse=True), apply(dict, a=1))
print(list(map(lambda p: p[0] * p[1], [(1, 2), (3, 4)])), list(filter(lambda n: n & 1, range(8))))
print(f"{(lambda x: x * 2)(21)}")
