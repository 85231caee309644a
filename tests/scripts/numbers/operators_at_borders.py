# stress: 9973
# Every operator on values at the borders of what is stored inline, in functions that become hot: once seen first with
# ints, once with floats.
EDGE = 1 << 47
INTS = [0, 1, -1, 2, 7, -7, 15, 16, 40, 47, 255, -256, 32767, -32768, 65536, (1 << 24) + 1, (1 << 31) - 1, -(1 << 31), 1 << 32,
        EDGE - 1, EDGE, -EDGE, -EDGE - 1, 1 << 62, -(1 << 63), 1 << 64, True, False]
FLOATS = [0.0, -0.0, 1.0, -1.5, 2.5, 1e15, -1e300, 5e-324, 140737488355328.0, float("inf"), float("-inf"), float("nan")]
OTHERS = [None]
TEXTS = ["a", "b", "ab", "a" + "b" * 1, "", "é", "ab" * 40, 0, 0.0, None, [], "a" * 80]


def make():
    def add(x, y): return x + y
    def sub(x, y): return x - y
    def mul(x, y): return x * y
    def div(x, y): return x / y
    def floordiv(x, y): return x // y
    def mod(x, y): return x % y
    def band(x, y): return x & y
    def bor(x, y): return x | y
    def bxor(x, y): return x ^ y
    def shl(x, y): return x << y if y is not True and y < 100 else "-"
    def shr(x, y): return x >> y
    def lt(x, y): return x < y
    def le(x, y): return x <= y
    def gt(x, y): return x > y
    def ge(x, y): return x >= y
    def eq(x, y): return x == y
    def ne(x, y): return x != y
    def same(x, y): return (x is None) is (y is None), x is not y or True

    def jumps(x, y):
        out = ""
        if x < y: out += "<"
        if not x < y: out += "!<"
        if x <= y: out += "<="
        if not x <= y: out += "!<="
        if x > y: out += ">"
        if not x > y: out += "!>"
        if x >= y: out += ">="
        if not x >= y: out += "!>="
        return out

    def equal(x, y):
        out = ""
        if x == y: out += "="
        if x != y: out += "!"
        if not x == y: out += "~"
        if not x != y: out += "e"
        while x == y:
            return out + "w"
        return out

    def inplace(x, y):
        a = b = c = x
        a += y
        b -= y
        c *= y
        return a, b, c

    def bits(x, y):
        a = b = c = x
        a &= y
        b |= y
        c ^= y
        return a, b, c
    return [add, sub, mul, div, floordiv, mod, band, bor, bxor, shl, shr, lt, le, gt, ge, eq, ne, same, jumps, equal, inplace, bits]


def single():
    def near(x): return x + 1, x - 1, x + 32767, x - 32768, x - 0, x + 0, x - -32768
    def unary(x): return -x, +x, not x
    def compared(x): return x < 5, x <= -5, x > 0, x >= 32767, x == 1, x != -32768

    def jumped(x):
        out = ""
        if x < 5: out += "a"
        if x <= 0: out += "b"
        if x > -1: out += "c"
        if x >= 2: out += "d"
        if x == 0: out += "e"
        if x != 1: out += "f"
        if not x < 5: out += "A"
        if not x <= 0: out += "B"
        if not x > -1: out += "C"
        if not x >= 2: out += "D"
        if not x == 0: out += "E"
        if not x != 1: out += "F"
        return out

    def truth(x):
        out = "t" if x else "f"
        out += "f" if not x else "t"
        while x:
            return out + "w"
        return out

    def stepped(x):
        a = b = x
        a += 1
        b -= 1
        return a, b
    return [near, unary, compared, jumped, truth, stepped]


def shown(v):
    # the sign and the digits of the result, in few characters
    return repr(v)


def tried(f, *args):
    try:
        return shown(f(*args))
    except (TypeError, ZeroDivisionError, OverflowError, ValueError) as e:
        return f"{type(e).__name__}: {e}"


def digest(lines):
    h = 0
    for c in "|".join(lines):
        h = (h * 131 + ord(c)) % 1000000007
    return h


for order in (INTS + FLOATS + OTHERS, FLOATS + INTS + OTHERS):
    for f in make():
        results = [tried(f, x, y) for x in order for y in order]
        print(f.__name__, len(results), digest(results), results[1], results[45], results[-400], results[-1])
    for f in single():
        results = [tried(f, x) for x in order]
        print(f.__name__, digest(results), results[0], results[-1])

for f in make():
    if f.__name__ in ("lt", "ge", "eq", "ne", "jumps", "equal"):
        results = [tried(f, x, y) for x in TEXTS for y in TEXTS]
        print(f.__name__, digest(results))
print([tried(f, x) for f in single()[3:5] for x in ("", "a", [], [0], (), None, {})])
