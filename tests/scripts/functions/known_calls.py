# calls whose callee stays the same for long, and then changes: functions, defaults, classes, methods
import asyncio


def plain(a, b):
    return a + b


def with_defaults(a, b=2, *, c=3, d=4):
    return (a, b, c, d)


def stars(a, *rest):
    return (a, rest)


def all_stars(*args, **kwargs):
    kwargs["n"] = len(args)
    return (args, kwargs)


class Point:
    def __init__(self, x, y=0, *, z=1):
        self.x, self.y, self.z = x, y, z

    def total(self):
        return self.x + self.y + self.z


class Many:
    def __init__(self, first, *others):
        self.first, self.others = first, others


class Wrong:
    def __init__(self, *args):
        return args[0]


def calls(n):
    out = [plain(n, 1), with_defaults(n), with_defaults(n, d=7), with_defaults(c=n, a=1), stars(n), stars(n, 1, 2)]
    out.append(all_stars())
    out.append(all_stars(n, n))
    p = Point(n, z=5)
    q = Point(n)
    m = Many(n, 2, 3)
    out += [p.total(), q.total(), m.first, m.others, Many(n).others]
    return out


def errors():
    out = []
    for f in (
        lambda: with_defaults(),
        lambda: with_defaults(1, 2, 3),
        lambda: with_defaults(1, a=2),
        lambda: with_defaults(1, e=2),
        lambda: stars(),
        lambda: Point(),
        lambda: Point(1, 2, 3),
        lambda: Many(),
        lambda: Wrong(1),
        lambda: Wrong(None) is None,
        lambda: plain(*(1, 2, 3)),
        lambda: plain(*(1, 2), **{"c": 3}),
    ):
        try:
            out.append(f())
        except TypeError as e:
            out.append(str(e))
    return out


seen = None
for k in range(400):
    seen = calls(k)
print(seen)
for k in range(150):
    seen = errors()
for line in seen:
    print(line)

# what was known is no longer so
with_defaults.__defaults__ = (20,)
print(calls(1)[1:4])
with_defaults.__kwdefaults__ = {"d": 40, "c": 30}
print(calls(1)[1:4])
with_defaults.__kwdefaults__["c"] = 300
print(calls(1)[1:4])
del with_defaults.__kwdefaults__["d"]
try:
    calls(1)
except TypeError as e:
    print(e)
with_defaults.__kwdefaults__["d"] = 400
with_defaults.__defaults__ = (1, 2)
print(with_defaults(), calls(1)[1:4])


def plain(a, b):
    return a * 100 + b


def init(self, x, y=9, *, z=10):
    self.x, self.y, self.z = x, y, z


Point.__init__ = init
Point.total = lambda self: -self.x
print(calls(3))
Point = Many
try:
    print(calls(3))
except TypeError as e:
    print(e)


# closures of one code, with defaults of their own
def closures(k):
    def inner(a, b=k, *args, c=k * 2):
        return (a, b, args, c, k)

    return inner


f = closures(1)
g = closures(2)
for k in range(300):
    here = (f(k), f(k, 2, 3), f(k, c=1))
    if k == 200:
        f = g
print(here)


# decorated coroutines, awaited where they are called
def counted(fn):
    async def wrapper(*args, **kwargs):
        wrapper.calls += 1
        return await fn(*args, **kwargs)

    wrapper.calls = 0
    return wrapper


def handed(fn):
    async def wrapper(*args):
        return await fn(*args)

    return wrapper


@counted
async def add(a, b=1, *, c=0):
    return a + b + c


@handed
async def fail(a):
    raise ValueError(a)


async def keywords(a, *, b=5):
    await asyncio.sleep(0)
    return a, b


async def down(n):
    if n == 0:
        return await keywords(n, b=1)
    return await down(n - 1)


async def deep(n):
    return n if n == 0 else 1 + await deep(n - 1)


async def endless(n):
    return await endless(n + 1)


async def main():
    total = 0
    for k in range(400):
        total += await add(k) + await add(k, 2) + await add(k, c=3) + await add(*(k, k))
        try:
            await fail(k)
        except ValueError as e:
            total += e.args[0]
    print(total, add.calls)
    for bad in (lambda: add(), lambda: add(1, 2, 3), lambda: add(1, x=2), lambda: fail(), lambda: keywords(1, 2)):
        try:
            print(await bad())
        except TypeError as e:
            print(str(e).replace("handed.<locals>.", "").replace("counted.<locals>.", ""))
    for k in range(150):
        last = await keywords(k), await keywords(k, b=2), await down(5)
    print(last)
    print(await deep(700))
    try:
        await endless(0)
    except RecursionError as e:
        print(type(e).__name__)
    task = asyncio.create_task(down(50))
    await asyncio.sleep(0)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print("cancelled", task.cancelled())
    keywords.__kwdefaults__ = {"b": 6}
    print(await keywords(1))


asyncio.run(main())


# attributes by name
class Slots:
    __slots__ = ("a", "b")


class Asks:
    def __getattr__(self, name):
        if name == "none":
            raise AttributeError(name)
        return name * 2


class Guarded:
    def __init__(self):
        self.stored = []

    def __setattr__(self, name, value):
        object.__setattr__(self, name, value if name == "stored" else value + 1)

    @property
    def only(self):
        return 7


class Bare:
    shared = 1


def by_name(k):
    out = []
    for o in (Slots(), Asks(), Guarded(), Bare()):
        for name in ("a", "b", "c", "only", "shared"):
            try:
                setattr(o, name, k)
            except AttributeError as e:
                out.append(str(e))
            out.append(getattr(o, name, "nothing"))
            out.append(hasattr(o, name))
        out.append(getattr(o, "none", None))
        out.append(getattr(o, "other", None))
        out.append(hasattr(o, "__dict__"))
    return out


for k in range(120):
    seen = by_name(k)
print(seen)
Bare.late = 5
print(getattr(Bare(), "late", 0), getattr(Bare(), "later", 0))
