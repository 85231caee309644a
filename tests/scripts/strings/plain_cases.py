# stress: 20000
# Methods, conversions and formats in the plain cases that have ways of their own, and at their borders: one of
# every EVERY combinations. What they give is summed up, since there is much of it.
EVERY = 23
TRIED = 0


def check(name, results):
    total = 7
    for r in results:
        for c in r:
            total = (total * 31 + ord(c)) % 1000003
    print(name, len(results), total)


def outcome(f):
    global TRIED
    TRIED += 1
    return "" if TRIED % EVERY else said(f)


def said(f):
    try:
        return repr(f())
    except Exception as e:
        return type(e).__name__ + ": " + str(e)


class S(str):
    pass


TEXTS = [
    "", "a", "A", "abc", "ABC", " a b  c ", "a,b,,c", ",", "hello\nworld\r\nx\ry", "a\x0bb\x0cc\x1cd\x1de\x1ef\x85g\u2028h",
    "aaa", "abcabc" * 30, "x" * 300 + "y" + "x" * 300, "Hello World foo_bar 12ab", "it's John's", "ÄÖü", "ß", "日本語 テキスト",
    "\t tab \n", "123", "12a", "-42", "+7", "  x", "x  ", "foo=bar=baz", "the quick  brown\tfox", "1,2;3,4" * 40, "a b " * 100,
    "_id1", "1id", "\x7f\x80", S("Sub Class"),
]
PARTS = [None, "", " ", ",", "a", "ab", "=", "\n", "ö", "x", "bc", "  ", "日", 5]
NO_ARGUMENT = """capitalize casefold isalnum isalpha isascii isdecimal isdigit isidentifier islower isnumeric isprintable
isspace istitle isupper lower lstrip rstrip split rsplit splitlines strip swapcase title upper encode""".split()
ONE_TEXT = """split rsplit strip lstrip rstrip partition rpartition find rfind index rindex count startswith endswith
removeprefix removesuffix join""".split()

BOUNDED = "split rsplit find rfind index rindex count startswith endswith".split()

for name in NO_ARGUMENT:
    check(name, [outcome(lambda: getattr(s, name)()) for s in TEXTS])
for name in ONE_TEXT:
    results = []
    for s in TEXTS:
        for p in PARTS:
            results.append(outcome(lambda: getattr(s, name)(p)))
            for n in (0, 1, -2, 100) if name in BOUNDED else ():
                results.append(outcome(lambda: getattr(s, name)(p, n)))
    check(name, results)

results = []
for s in TEXTS:
    for p in PARTS:
        for q in PARTS:
            results.append(outcome(lambda: s.replace(p, q)))
            results.append(outcome(lambda: s.replace(p, q, 2)))
check("replace", results)

results = []
for s in TEXTS:
    for w in (-1, 0, 1, 3, 5, 8, 20, 40, 400):
        results.append(outcome(lambda: (s.ljust(w), s.rjust(w), s.center(w), s.zfill(w), type(s.ljust(w)), type(s.zfill(w)))))
        results.append(outcome(lambda: (s.ljust(w, "-"), s.center(w, "ö"), s.rjust(w, "."), s * (w % 50))))
    for p in PARTS:
        results.append(outcome(lambda: s.center(9, p)))
check("padding", results)

results = []
for s in TEXTS:
    results.append(repr((list(s), tuple(s), list(reversed(s)), list(enumerate(s)), list(zip(s, s[1:])), [c for c in s])))
    results.append(repr((s[::-1], s[::2], s[::-2], s[5:1:-1], sorted(s), list(map(ord, s)), list(filter(str.isalpha, s)))))
    results.append(repr((list(map(str.upper, s)), "".join(map(str.lower, s)), ",".join(c for c in s), "-".join([s, s]))))
    results.append(outcome(lambda: list(map(int, s.split(",")))))
    results.append(repr((sorted(s.split(), key=str.lower), list(map(len, s.split())), max(s.split(), key=len, default=0))))
    for o in TEXTS:
        results.append(outcome(lambda: (s < o, s <= o, s > o, s >= o, s == o, s != o, s + o, o in s)))
        results.append(outcome(lambda: f"{s}-{o}-{len(s)}-{-len(o)}{len(s) == len(o)}"))
check("going through and comparing", results)
print(said(lambda: list(map(int, ["1", "x" * 300]))))

VALUES = [
    0, 1, -1, 5, 9, 10, 42, 99, 100, 255, -255, 999, 1000, 1234567, -98765, 10**6, 2**31, 2**47 - 1, -2**47, 2**53, 10**18,
    -10**30, 0.0, -0.0, 1.0, -1.5, 0.1, 0.5, 2.5, 3.14159, 1e-5, 1.5e-7, 1e16, 1.5e17, 123456789.125, 1e22, 1e300, -1e-300,
    5e-324, float("inf"), float("-inf"), float("nan"), 0.0001, 99999.5, 999999.5, 1e15, 123456.0, 1e5, 0.045, "", "a", "abc",
    "it's", 'q"x', "both'\"", "a\\b", "tab\t", "ß", "日本", "x" * 40, "\x7f", S("sub"), True, False, None, [1, 2], {"a": 1},
]
SPECS = """ |5|<5|>8|^7|*^9|05|08|+|-| |+d|d|x|X|#x|#06x|b|08b|#b|o|#o|,|10,|_|e|.2e|+.2e|E|.3E|10.2e|g|.3g|.10g|G|.0g|#g|f|.0f|.2f
|8.3f|-8.2f|+.1f|010.3f|,.2f|15,.3f|%|.1%|8.1%|+.0%|s|.2|.3s|10.2s|=10|0>5|<<5|é>6|c|n|z.1f|=+8|-5|#5x|.0e|.17g|.20f|<08
|^010.2f|.30e""".replace("\n", "").split("|")
results = []
for v in VALUES:
    for spec in SPECS:
        results.append(outcome(lambda: format(v, spec)))
        results.append(outcome(lambda: f"{v:{spec}}|{v!r:{spec}}"))
        results.append(outcome(lambda: f"{v!s:{spec}}"))
        results.append(outcome(lambda: ("{:" + spec + "}").format(v)))
    results += [f"{v}", f"{v!r}", f"{v!a}|{v!s}", f"a{v}b{v}", "{}{!r}".format(v, v), "{0} {x!r} {x}".format(v, x=v), str(v), repr(v)]
check("format", results)

results = []
for v in VALUES:
    for kind in "diuoxXeEfFgGcrsa%":
        for flags in ("", "0", "-", "+", " ", "#", "0-", "+ ", "#0"):
            for width in ("", "5", "12.3", ".0", ".10"):
                spec = "%" + flags + width + kind
                results.append(outcome(lambda: spec % (v,)))
    results.append(outcome(lambda: "<%s|%r|%d%%>" % (v, v, 7)))
check("percent", results)
for wrong in (lambda: "%" % (), lambda: "%d %d" % (1,), lambda: "%d" % (1, 2), lambda: "%(a)s %(b)5d" % {"a": 1, "b": 2}):
    print(said(wrong))
print([(hex(i), oct(i), bin(i)) for i in (0, -1, 255, True, 2**70)])

BYTES = [b"", b"a", b"abc", b" a b ", b"a,b,,c", b"\xff\x00", "grüße".encode(), b"Hello World", b"123", b"x" * 200, bytearray(b"a,b")]
BYTE_PARTS = [None, b"", b" ", b",", b"a", b"ab", bytearray(b","), "a", 97]
results = []
for b in BYTES:
    for name in "isalnum isalpha isdigit islower isspace isupper lower upper strip lstrip rstrip split hex decode".split():
        results.append(outcome(lambda: getattr(b, name)()))
    for p in BYTE_PARTS:
        for name in "split strip lstrip rstrip find count startswith endswith".split():
            results.append(outcome(lambda: getattr(b, name)(p)))
        results.append(outcome(lambda: b.join([p, p])))
        results.append(outcome(lambda: (b == p, b != p)))
        results.append(outcome(lambda: b < p))
        for q in BYTE_PARTS:
            results.append(outcome(lambda: b.replace(p, q)))
    results.append(repr((list(b), [c for c in b], list(enumerate(b)))))
check("bytes", results)


def hot():
    total = 0
    for i in range(300):
        c = "aB3 é"[i % 5]
        total += c.isupper() + c.islower() + c.isalpha() + c.isdigit() + c.isspace() + ("a" <= c <= "z")
        s = "k%d=v%d" % (i, i * 7)
        k, _, v = s.partition("=")
        total += len(k) + int(v[1:]) + s.find("v", 2) + s.count("=") + s.startswith("k1") + len(s.upper().ljust(20, "."))
        for x, y in zip(s, reversed(s)):
            total += x == y
        total += len(f"{i}:{c}:{i / 4:.2f}:{i:>5}:{s!r}") + len("{}-{}".format(i, c)) + len(" ".join(s.split("=")))
    return total


print(hot())
