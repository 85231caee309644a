# stress: 97
"""Strings put together of parts of all lengths and kinds, where what they are made of changes."""


class Text(str):
    def __str__(self):
        return "as text"

    def __format__(self, spec):
        return f"<{spec}>"


class Shown:
    def __init__(self, n):
        self.n = n

    def __format__(self, spec):
        return f"shown {self.n} by {spec!r}"


class Plain:
    def __str__(self):
        return "plain"


class Broken:
    def __format__(self, spec):
        raise ValueError("no format")


class Wrong:
    def __format__(self, spec):
        return 5


class Count(int):
    pass


def two(a, b):
    return f"{a}{b}"


def mixed(v):
    return f"acc{v}:{v!s};{v!r}"


def alone(v):
    return f"{v}"


def wide(v, w):
    return f"[{v:>{w}}|{v:<6}|{v:^7}]"


values = [
    0, 7, -7, 10, 99, 100, -100, 12345678, 1 << 47, -(1 << 47), (1 << 47) - 1, 1 << 80, True, None, 1.5, -0.0, 1e300,
    "", "a", "ab", "abcdefg", "abcdefgh", "abcdefghi", "x" * 40, "é", "éa", "日本", "\U0001f600", "x" * 300,
    Text("t"), Shown(3), Plain(), Count(4), (1, "a"), ["b"], {"c": 1}, b"d",
]
for turn in range(4):
    out = []
    for v in values:
        for w in values:
            s = two(v, w)
            assert s == format(v) + format(w), s
            assert len(s) == len(list(s)) and hash(s) == hash("".join([format(v), format(w)]))
        out.append(alone(v))
        out.append(mixed(v).replace(hex(id(v))[2:].rjust(16, "0"), "id") if not isinstance(v, (Shown, Plain)) else alone(v))
print(*out, sep="\n")

text = "abc"
grown = ""
for n in range(200):
    grown += two(n, text)
    part = grown[n : n + 5]
    assert f"{part}{n}" == part + str(n)
    assert f"{n}{part}{part}" == str(n) + part + part
print(len(grown), hash(grown) == hash("".join(two(n, text) for n in range(200))))

for v in (5, -5, "ab", 2.5):
    for turn in range(30):
        line = wide(v, 4 + turn % 3)
    print(line)
for bad in (Broken(), Wrong()):
    for f in (alone, mixed, lambda v: two(1, v), lambda v: wide(v, 3)):
        for turn in range(30):
            try:
                f(turn)
                f(bad)
            except (ValueError, TypeError) as e:
                told = f"{type(e).__name__}: {e}"
        print(told)


def replaced(n):
    # the class learns to format itself while the function is hot
    if n == 30:
        Plain.__format__ = lambda self, spec: "later"
    if n == 60:
        del Plain.__format__
    return f"{Plain()}{n}"


print([replaced(n) for n in range(90)][::29])
