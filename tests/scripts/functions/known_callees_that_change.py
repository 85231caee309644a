# Hot calls of functions, methods and classes that are replaced, or get other defaults, in the middle.
import asyncio, sys

def rep(f, n=60):
    r = None
    for _ in range(n):
        r = f()
    return r

# defaults, keyword defaults and code that change after calls have become hot
def opt(a, b=1, *, c=2):
    return (a, b, c)

def use():
    return opt(0), opt(1, 5), opt(2, c=7), opt(3, b=8)

print(rep(use))
opt.__defaults__ = (10,)
print(rep(use))
opt.__kwdefaults__ = {"c": 20}
print(rep(use))
opt.__kwdefaults__["c"] = 30
print(rep(use))
opt.__defaults__ = None
for _ in range(3):
    try:
        print(use())
    except TypeError as e:
        print(e)
opt.__defaults__ = (1,)
opt.__kwdefaults__ = None
try:
    print(rep(use))
except TypeError as e:
    print(e)

# a function that is given another one's name in the middle
def first(x):
    return "first", x

def second(x, y="y"):
    return "second", x, y

f = first
def through(i):
    global f
    if i == 50:
        f = second
    if i == 80:
        f = str
    if i == 100:
        del f
    return f(i)

last = []
for i in range(102):
    try:
        r = through(i)
    except NameError as e:
        r = str(e)
    if i in (0, 49, 50, 79, 80, 99, 100, 101):
        print(r)

# methods that are replaced, in the class, a base, the instance; and what becomes a property
class Base:
    def m(self, x=1):
        return "base", x
    async def am(self, x=1):
        return "abase", x

class Sub(Base):
    pass

def call(o):
    return o.m(), o.m(2), o.m(x=3)

o = Sub()
print(rep(lambda: call(o)))
Base.m = lambda self, x=9: ("new base", x)
print(rep(lambda: call(o)))
Sub.m = lambda self, x=8: ("sub", x)
print(rep(lambda: call(o)))
o.m = lambda x=7: ("own", x)
print(rep(lambda: call(o)))
del o.m, Sub.m
print(rep(lambda: call(o)))
Base.m = staticmethod(lambda x=6: ("static", x))
print(rep(lambda: call(o)))
Base.m = classmethod(lambda cls, x=6: (cls.__name__, x))
print(rep(lambda: call(o)))
Base.m = property(lambda self: lambda x=5: ("property", x))
print(rep(lambda: call(o)))

async def awaited(o):
    return await o.am(), await o.am(2), await o.am(x=3)

async def hot(n=60):
    for _ in range(n):
        r = await awaited(o)
    return r

print(asyncio.run(hot()))
async def am2(self, x=4):
    await asyncio.sleep(0)
    return "slept", x
Base.am = am2
print(asyncio.run(hot()))
Base.am = lambda self, x=3: asyncio.sleep(0, ("plain", x))
print(asyncio.run(hot()))

# __init__ replaced, __new__ added, a metaclass's __call__
class P:
    def __init__(self, a, b=2, *, k=3):
        self.v = (a, b, k)

def make():
    return P(1).v, P(1, 5).v, P(1, k=6).v

print(rep(make))
def init(self, a, *rest, **kw):
    self.v = ("new", a, rest, kw)
P.__init__ = init
print(rep(make))
P.__new__ = staticmethod(lambda cls, *a, **k: object.__new__(cls))
print(rep(make))
def bad(self, a, b=0, k=0):
    return 5
P.__init__ = bad
try:
    rep(make)
except TypeError as e:
    print(e)

# exceptions through frames that return straight to their callers
def raises(n):
    if n == 0:
        raise ValueError("deep")
    return raises(n - 1) + 1

def catches(n):
    try:
        return raises(n)
    except ValueError as e:
        depth, tb = 0, e.__traceback__
        while tb:
            depth, tb = depth + 1, tb.tb_next
        return depth

print(rep(lambda: catches(20)), rep(lambda: catches(0)))

async def araises(n):
    if n == 0:
        await asyncio.sleep(0)
        raise KeyError("adeep")
    try:
        return await araises(n - 1) + 1
    finally:
        log[0] += 1

log = [0]
async def acatches(n):
    try:
        return await araises(n)
    except KeyError as e:
        depth, tb = 0, e.__traceback__
        while tb:
            depth, tb = depth + 1, tb.tb_next
        return depth

async def many():
    r = 0
    for _ in range(60):
        r = await acatches(9)
    return r, log

print(asyncio.run(many()))

# recursion that is too deep in hot code, and goes on after it
def deep(n):
    return deep(n + 1)

for _ in range(3):
    try:
        deep(0)
    except RecursionError as e:
        print(e)

async def adeep(n):
    return await adeep(n + 1) if n < 300 else n

print(asyncio.run(adeep(0)))

# star arguments
def star(*a, **k):
    return a, k
def wrap(*a, **k):
    return star(*a, **k)
def wrap2(*a):
    return star(0, *a, z=1)
print(rep(lambda: (wrap(), wrap(1), wrap(1, x=2), wrap2(5, 6), star(*[1], **{"q": 2}))))
for bad in (lambda: opt(1, 2, 3), lambda: opt(), lambda: opt(1, a=2), lambda: opt(1, zz=2), lambda: star(*1), lambda: star(**{1: 2})):
    for _ in range(40):
        try:
            bad()
        except TypeError as e:
            text = str(e)
    print(text)
