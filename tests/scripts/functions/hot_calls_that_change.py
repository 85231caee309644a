# Hot calls in coroutines and loops of what changes, is cancelled, fails or ends in the middle.
import asyncio

class Base:
    def m(self, x=1):
        return "base", x
    async def am(self, x=1):
        return "abase", x
class Sub(Base):
    pass
o = Sub()

async def call():
    return o.m(), o.m(2), o.m(x=3), len(o.m())

async def hot(n=60):
    for _ in range(n):
        r = await call()
    return r

def show():
    print(asyncio.run(hot()))

show()
Base.m = lambda self, x=9: ("new base", x)
show()
Sub.m = lambda self, x=8: ("sub", x)
show()
o.m = lambda x=7: ("own", x)
show()
del o.m, Sub.m
show()
Base.m = staticmethod(lambda x=6: ("static", x))
show()
Base.m = classmethod(lambda cls, x=6: (cls.__name__, x))
show()
Base.m = property(lambda self: lambda x=5: ("property", x))
show()
class Callable:
    def __call__(self, x=4):
        return "callable", x
Base.m = Callable()
show()
o.m = Callable()
show()

# global functions that change under coroutines
def g(x):
    return "g", x
def g2(x, y=0):
    return "g2", x, y
async def ag(x):
    return "ag", x
async def ag2(x, *r):
    await asyncio.sleep(0)
    return "ag2", x, r
class C:
    def __init__(self, x):
        self.x = x
    def __repr__(self):
        return f"C({self.x})"

async def caller(i):
    return g(i)
async def acaller(i):
    return await ag(i)

async def change():
    global g, ag
    for i in range(150):
        if i == 50:
            g, ag = g2, ag2
        if i == 80:
            g, ag = C, lambda x: asyncio.sleep(0, ("slept", x))
        if i == 100:
            g, ag = len, asyncio.ensure_future
        if i == 120:
            del g, ag
        for f in (caller, acaller):
            try:
                r = await f(i)
            except (NameError, TypeError) as e:
                r = type(e).__name__, str(e)
            if i % 10 in (0, 9) and i // 10 in (0, 4, 5, 7, 8, 9, 10, 12):
                print(i, r)

asyncio.run(change())

# cancellations and errors thrown into chains of hot awaits
async def chain(n, how):
    if n == 0:
        if how == "sleep":
            await asyncio.sleep(1)
        elif how == "future":
            await fut
        return "end"
    try:
        r = await chain(n - 1, how)
        return r + str(n)
    except asyncio.CancelledError:
        trail.append(n)
        if n == catcher:
            return "caught"
        raise
    except ValueError as e:
        trail.append(-n)
        raise RuntimeError(n) from e
    finally:
        trail.append("f")

async def cancels():
    global fut, trail, catcher
    for catcher in (0, 3, 7):
        trail = []
        for _ in range(30):
            await chain(5, "")
        trail = []
        t = asyncio.create_task(chain(8, "sleep"))
        await asyncio.sleep(0)
        t.cancel()
        try:
            print(await t)
        except asyncio.CancelledError:
            print("cancelled")
        print(trail)
    trail, fut = [], asyncio.get_running_loop().create_future()
    t = asyncio.create_task(chain(4, "future"))
    await asyncio.sleep(0)
    fut.set_exception(ValueError("x"))
    try:
        await t
    except RuntimeError as e:
        while e:
            print(repr(e))
            e = e.__cause__
    print(trail)
    trail, fut = [], asyncio.get_running_loop().create_future()
    c = chain(6, "future")
    c.send(None)
    try:
        c.throw(ValueError("thrown"))
    except RuntimeError as e:
        print(repr(e), trail)
    trail, fut = [], asyncio.get_running_loop().create_future()
    c = chain(6, "future")
    c.send(None)
    c.close()
    print(trail)

asyncio.run(cancels())

# code that is made again while frames of it are alive
def mixed(n, x, depth):
    t = x
    for i in range(n):
        t = t + x * i - depth
        if i == n // 2 and depth:
            t = t + mixed(n, x + 0.5 if depth % 2 else x, depth - 1)
    return t

print([mixed(40, x, d) for x in (1, 1.5, 1 << 50, True) for d in (0, 1, 5)])

async def amixed(n, x, depth):
    t = x
    for i in range(n):
        t = t + x * i - depth
        if i % 9 == 0:
            await asyncio.sleep(0)
        if i == n // 2 and depth:
            t = t + await amixed(n, x + 0.5 if depth % 2 else x, depth - 1)
    return t

async def together():
    return await asyncio.gather(*(amixed(60, x, d) for x in (1, 1.5, 1 << 50, True) for d in (0, 1, 5)))
print(asyncio.run(together()))

# pairs of generators
def gen(n, log, bad=None):
    try:
        for i in range(n):
            if i == bad:
                raise KeyError(i)
            yield i
    finally:
        log.append(n)

def pairs():
    log, out = [], []
    for a, b in zip(gen(5, log), gen(3, log)):
        out.append((a, b))
    for a, b in zip(gen(3, log), gen(5, log)):
        out.append((a, b))
        if a == 1:
            break
    for i, a in enumerate(gen(4, log), 10):
        if a == 2:
            continue
        out.append((i, a))
    try:
        for i, a in enumerate(gen(4, log, 2)):
            out.append((i, a))
    except KeyError as e:
        out.append(repr(e))
    try:
        for a, b in zip(gen(4, log), gen(4, log, 1)):
            for c, d in zip(gen(2, log), [7, 8, 9]):
                out.append((a, b, c, d))
    except KeyError as e:
        out.append(repr(e))
    return out

for _ in range(40):
    r = pairs()
print(r)

def inner():
    for (a, b), c in zip(zip(gen(3, []), "abc"), enumerate(gen(9, []))):
        yield a, b, c
def outer():
    for i, (a, b, c) in enumerate(inner()):
        x = yield i, a, b, c
        if x:
            yield "sent", x
for _ in range(30):
    g_ = outer()
    r = [next(g_), g_.send("hello"), *g_]
print(r)

# members of sets
s = {1, 2, "a", "bc", 3.0, True, 1 << 70, None, (1, 2)}
def members():
    r = []
    for x in (1, 2.0, 3, "a", "b" + "c", True, False, 0, 1 << 70, 10**30, None, (1, 2), (1, 3), frozenset()):
        r.append((x in s, x not in s))
    t = set()
    for x in range(20):
        t.add(x % 5); t.add(str(x % 3)); t.add(x / 2)
    return r, len(t), {i * i % 11 for i in range(50)}, {c for c in "hello world"}
for _ in range(40):
    r = members()
print(r[:2], [sorted(x) for x in r[2:]])
try:
    [] in s
except TypeError as e:
    print(e)
