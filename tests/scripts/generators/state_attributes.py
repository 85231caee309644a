# What a generator shows of itself.


def g(n):
    "Doc of g."
    try:
        for i in range(n):
            yield i
    finally:
        done.append(n)


done = []
a = g(3)
print(type(a).__name__, a.__name__, a.__qualname__, g.__doc__)
print(a.gi_running, iter(a) is a, hasattr(a, "__next__"), hasattr(a, "gi_frame"))
print(list(a), list(a), done)
b = g(2)
for x in b:
    print("first", x)
    break
for x in b:
    print("rest", x)
print(done)
c = g(5)
print(next(c), 3 in c, next(c))
c.close()
print(done)
d = g(1)
d.close()
print("closed before start:", done, list(d))


def exc():
    try:
        yield 1
    except ValueError:
        yield "handled"
    yield "after"


e = exc()
next(e)
print(e.throw(ValueError), next(e), next(e, "end"))


def gen_ctx():
    try:
        1 / 0
    except ZeroDivisionError:
        yield "in handler"
        raise


x = gen_ctx()
print(next(x))
try:
    raise KeyError("outside")
except KeyError:
    try:
        next(x)
    except ZeroDivisionError as err:
        print(repr(err), repr(err.__context__))


def local_state():
    cache = {}
    while True:
        k = yield len(cache)
        cache[k] = True


s = local_state()
next(s)
print([s.send(k) for k in "abca"])


class Gen:
    def __init__(self):
        self.items = [1, 2, 3]

    def __iter__(self):
        for i in self.items:
            yield i

    def __reversed__(self):
        yield from self.items[::-1]

    def pairs(self):
        return ((a, b) for a in self for b in self if a < b)


o = Gen()
print(list(o), list(o), list(reversed(o)), list(o.pairs()), max(o), 2 in o)
print([*o, *o], dict(zip(o, "abc")), sorted(o, reverse=True))
try:
    len(g(1))
except TypeError as err:
    print(err)
try:
    g(1)[0]
except TypeError as err:
    print(err)
