# stress: 997
# special methods that operators, built-in functions and instructions call, in hot loops and with bad answers


class Odd:
    def __init__(self, answer):
        self.answer = answer

    def __len__(self):
        return self.answer

    def __contains__(self, item):
        return self.answer

    def __iter__(self):
        return self.answer

    def __hash__(self):
        return self.answer

    def __str__(self):
        return self.answer

    def __repr__(self):
        return self.answer

    def __neg__(self):
        return self.answer

    def __add__(self, other):
        return self.answer

    def __radd__(self, other):
        return self.answer

    def __iadd__(self, other):
        return self.answer

    def __eq__(self, other):
        return self.answer

    def __lt__(self, other):
        return self.answer

    def __getitem__(self, key):
        return self.answer, key

    def __setitem__(self, key, value):
        self.last = key, value


class Truth:
    def __init__(self, answer):
        self.answer = answer

    def __bool__(self):
        return self.answer


class Sized(str):
    pass


class Raises:
    def fail(self, *args):
        raise ValueError("no")

    __len__ = __contains__ = __iter__ = __str__ = __add__ = __radd__ = __eq__ = __lt__ = __bool__ = __neg__ = fail
    __getitem__ = __setitem__ = __hash__ = __repr__ = fail


class Shown:
    def __repr__(self):
        return "<shown>"


class Formatted(Shown):
    def __format__(self, spec):
        return f"formatted {spec!r}"


def length(x):
    return len(x)


def truth(x):
    if x:
        return "true"
    return "false"


def negated(x):
    return not x


def loop(x):
    n = 0
    while x:
        n += 1
        if n > 3:
            break
    return n


def inside(x):
    return 3 in x, 3 not in x


def iterated(x):
    return [y for y in x]


def iterator(x):
    return next(iter(x))


def hashed(x):
    return hash(x)


def texts(x):
    return str(x), f"{x}", f"{x!s}", f"a{x}b"


def shown(x):
    return repr(x)


def minus(x):
    return -x


def add(x):
    return x + 1


def add_same(x):
    return x + x


def added(x):
    return 1 + x, 1.5 + x


def added_text(x):
    return "a" + x


def in_place(x):
    x += 2
    return x


def equal(x):
    return x == 3


def unequal(x):
    return "less" if x < 3 else "not less"


def both(x):
    return "equal" if x == x else "not equal"


def item(x):
    x[1] = 2
    return x["key"]


DONE = [length, truth, negated, loop, inside, iterated, iterator, hashed, texts, shown, minus, add, add_same, added,
        added_text, in_place, equal, unequal, both, item]
ANSWERS = [0, 1, 5, -1, -2, True, False, None, 2**40, 2**61 - 1, 2**64, 2**200, 1.5, "text", Sized("sub"), [3, 4], (),
           iter([3, 4])]


def tell(f, x):
    try:
        r = f(x)
        if isinstance(r, (int, str, float, tuple, list, type(None), type(NotImplemented))):
            return repr(r)
        return type(r).__name__
    except (TypeError, ValueError, OverflowError, StopIteration) as e:
        return f"{type(e).__name__}: {e}"


for f in DONE:
    print(f.__name__)
    for answer in ANSWERS:
        x = Odd(answer)
        for _ in range(3):
            r = tell(f, x)
        print("   ", type(answer).__name__, "-" if "0x" in r or answer is ANSWERS[-1] and f in (iterated, iterator) else r)
    print("    raises", tell(f, Raises()))
    print("    plain", tell(f, Shown()) if f not in (hashed, truth, loop) else "-")
    print("    formatted", tell(f, Formatted()) if f is texts else "-")

for f in (truth, negated, loop):
    for answer in (True, False, 1, None, "x"):
        print(f.__name__, repr(answer), tell(f, Truth(answer)))


class Number:
    def __init__(self, n):
        self.n = n

    def __add__(self, other):
        if isinstance(other, Number):
            return Number(self.n + other.n)
        if isinstance(other, int):
            return Number(self.n + other)
        return NotImplemented

    def __radd__(self, other):
        if isinstance(other, int):
            return Number(other + self.n)
        return NotImplemented

    def __eq__(self, other):
        return isinstance(other, Number) and self.n == other.n

    def __lt__(self, other):
        return self.n < other.n

    def __mul__(self, other):
        return Number(self.n * (other.n if isinstance(other, Number) else other))

    def __bool__(self):
        return self.n != 0

    def __hash__(self):
        return hash(self.n)


class Louder(Number):
    def __radd__(self, other):
        return "loud"


def work():
    total = Number(0)
    below = above = odd = 0
    for i in range(400):
        total = total + Number(i)
        total += i
        total = i + total
        if total == Number(i):
            odd += 1
        if Number(i) < Number(200):
            below += 1
        else:
            above += 1
        if not Number(i % 3):
            odd += 1
    return total.n, below, above, odd, len({Number(i % 7): i for i in range(50)})


def generated(n):
    for i in range(n):
        a, b = Number(i), Number(i + 1)
        yield (a + b).n, a < b, a == b, len(str(a * 2).split()[-1]) > 3, bool(a)


print(work(), work())
print(list(generated(60))[-2:])
print(Number(1) + Louder(2), (Number(1) + Number(2)).n)
for left, right in ((Number(1), "x"), ("x", Number(1)), (1.5, Number(1)), (Number(1), 1.5), ([1], Number(2))):
    for _ in range(3):
        try:
            print(left + right)
        except TypeError as e:
            print(e)


def change():
    out = []
    for i in range(300):
        if i == 200:
            Number.__add__ = lambda self, other: "changed"
        if i == 250:
            Number.__lt__ = lambda self, other: NotImplemented
        r = Number(i) + Number(1)
        try:
            less = Number(i) < Number(2)
        except TypeError as e:
            less = str(e)
        if i in (0, 199, 200, 249, 250, 299):
            out.append((r if isinstance(r, str) else r.n, less))
    return out


print(change())


class Deep:
    def __add__(self, other):
        return self + other

    def __len__(self):
        return len(self)

    def __str__(self):
        return f"{self}"


for f in (add, length, texts):
    try:
        f(Deep())
    except RecursionError as e:
        print(f.__name__, "RecursionError")


async def awaiting():
    import asyncio
    total = Number(0)
    for i in range(100):
        total = total + Number(i)
        if total < Number(3):
            await asyncio.sleep(0)
        if 3 in Odd(True) and len(Odd(4)) == 4 and not Truth(False):
            total += 1
    return total.n


import asyncio
Number.__add__ = lambda self, other: Number(self.n + (other if isinstance(other, int) else other.n))
Number.__lt__ = lambda self, other: self.n < other.n
print(asyncio.run(awaiting()))
