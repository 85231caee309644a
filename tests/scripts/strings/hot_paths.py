# stress: 331
# What machine code does itself with strings and dicts, at its borders: comparisons of all lengths, order, membership,
# characters, look-ups with keys made anew, positions that move, subclasses, and errors in the middle of a loop.


def compare(texts):
    out = []
    for a in texts:
        for b in texts:
            c = "".join(list(b))
            out.append((a == c, a != c, a < c, a <= c, a > c, a >= c))
            if (a == c) != (not a != c) or (a < c) != (c > a):
                print("wrong", ascii(a), ascii(c))
            if a == c:
                if a < c or not a <= c:
                    print("wrong order", ascii(a))
            elif a <= c and not a < c:
                print("wrong order", ascii(a), ascii(c))
    return out


lengths = [0, 1, 2, 7, 8, 9, 15, 16, 17, 31, 32, 33, 62, 63, 64, 65, 100]
texts = ["x" * n for n in lengths] + ["x" * (n - 1) + "y" for n in lengths if n] + ["é", "xé", "\ud800", "日本", "~", "\x7f", "\x80"]
long = ""
for i in range(90):
    long += "x"
texts += [long, long[:70]]
for _ in range(3):
    answers = compare(texts)
print(sum(map(sum, answers)))


def sorts(s):
    counts = dict.fromkeys(["alpha", "digit", "alnum", "space", "upper", "lower", "vowel", "other", "ident"], 0)
    for c in s:
        if c.isalpha():
            counts["alpha"] += 1
        if c.isdigit():
            counts["digit"] += 1
        if c.isalnum():
            counts["alnum"] += 1
        if not c.isspace():
            counts["space"] += 1
        if c.isupper():
            counts["upper"] += 1
        if c.islower():
            counts["lower"] += 1
        if c.isidentifier():
            counts["ident"] += 1
        if c in "aeiou":
            counts["vowel"] += 1
        elif c not in "xyz é":
            counts["other"] += 1
    return counts


every = "".join(map(chr, range(300))) + "日\u2003٣"
for _ in range(3):
    print(sorts(every))
for name in ("isalpha", "isdigit", "isalnum", "isspace", "isupper", "islower", "isdecimal", "isnumeric", "isidentifier"):
    print(name, "".join(c for c in map(chr, range(128)) if getattr(c, name)()).encode().hex())


def codes(s):
    return [chr((ord(c) + 1) % 0x110000) for c in s] == [chr(ord(c) + 1) for c in s]


print(codes(every), [chr(i) for i in (0, 127, 128, 255)])
for bad in (-1, 0x110000, "a", 1.5):
    try:
        for _ in range(3):
            chr(bad)
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
for bad in ("", "ab", "é" * 2, 5, b"xy"):
    try:
        for _ in range(3):
            ord(bad)
    except TypeError as e:
        print(e)


def count(words):
    d, seen = {}, []
    for w in words:
        d[w] = d.get(w, 0) + 1
        if w in d:
            d[w] += 1
        if w not in d or "no" + w in d:
            print("wrong")
        d.setdefault(w, []), d.setdefault("+" + w, [])
        seen.append(d.get(w + "!"))
    return d, seen.count(None)


for n in (1, 5, 8, 9, 13, 80, 5000):
    words = [("w" * (i % 21)) + str(i % n) for i in range(3 * n)] + ["", "é", "日本"]
    d, missing = count(words)
    print(n, len(d), missing == len(words), sum(v for v in d.values() if type(v) is int), list(d)[:3])


class Name(str):
    def __eq__(self, other):
        return str.__eq__(self, other)

    __hash__ = str.__hash__


class Default(dict):
    def __missing__(self, key):
        self[key] = value = len(self)
        return value


class Loud(dict):
    def __getitem__(self, key):
        return "loud " + dict.__getitem__(self, key)

    def __setitem__(self, key, value):
        dict.__setitem__(self, key, value + "!")


def classes():
    d, loud = Default(), Loud()
    out = []
    for i in range(300):
        k = "k" + str(i % 7)
        d[k] += i
        loud[k] = str(i)
        out.append((d[k], loud[k], loud.get(k)))
    return out[-3:], d, len(loud)


print(classes())
named = {Name("a"): 1, "b": 2}
for _ in range(200):
    named["a"] += 1
    named[Name("b")] += 1
print(named, named["a"], Name("a") in named, "c" in named)


def records(rows):
    total = 0
    for r in rows:
        total += r["b"] + r.get("a", 0)
        r["b"] = total
        if "z" in r:
            r["z"] = r["z"] + 1
    return total


rows = [{"a": 1, "b": i} if i % 3 else {"z": 0, "x": 1, "b": i} if i % 2 else {"b": i, "q": 0} for i in range(300)]
for r in rows[::7]:
    b = r.pop("b")
    r["b"] = b
print(records(rows), records(rows), rows[7], rows[3], rows[6])


def mixed(d, keys):
    out = []
    for k in keys:
        try:
            out.append(d[k])
        except (LookupError, TypeError) as e:
            out.append(repr(e))
    return out


table = {"a": 1, 2: "two", (1, "x"): 3, None: 4, 2.5: 5, True: 6}
print(mixed(table, ["a", 2, (1, "x"), None, 2.5, 1, "b", 3, [1], (1, "y"), "a" * 3, True] * 3)[-12:])
print(mixed([1, 2], [0, -1, 5, "x", True]), mixed("aé日", [0, 1, -1, 3, "x"]))

queue = {}
for i in range(2000):
    queue["k" + str(i % 37)] = i
    if len(queue) > 9:
        first = next(iter(queue))
        del queue[first]
print(list(queue.items())[:3], next(iter(queue)), next(reversed(queue)))
while queue:
    k = next(iter(queue))
    v = queue.pop(k)
queue["again"] = 1
print(queue, list(queue))
other = {str(i): i for i in range(20)}
for k in list(other)[:15]:
    del other[k]
other.update({"n": 1})
print(next(iter(other)), list(other), other.popitem(), list(dict(other)))
other.clear()
other["x"] = 0
print(list(other))

wide = "aé日𝄞" * 40
back = [wide[i] for i in range(len(wide) - 1, -1, -1)]
print("".join(back[::-1]) == wide, [wide[i] for i in (0, 1, 2, 3, 2, 3, 4, 159, 0, -1)], wide[5] + wide[5] + wide[6])
s = "0123456789"
print([s[a:b] for a in (None, 0, 3, -3, 20, -20) for b in (None, 0, 4, -4, 20, -20)])
print(set(), list(), dict(), [len(set()) for _ in range(3)])
print("{!r:>6}|{!s:<5}|{0!r}".format("a", 1) if False else "{!r:>6}|{!s:<5}|{!r}".format("a", 1, 2.5))
print("{0!r:>8}|{0!s:>8}|{x!r}|{x!a}".format(5, x="it's"), "{!r:^9}|{!s:5}|".format(None, True), "{!s:>4}{}".format(1.5, 2))
print(b"%s-%d-%5.1f|%b|%x|%5d|%-5d|%c" % (b"ab", 7, 2.25, b"\xff", 255, 3, 3, 65), b"%d%%" % 5, b"%r" % "x")
for bad in ((b"%d", b"x"), (b"%s", "x"), (b"%s", 5), (b"%d %d", (1,)), (b"%d", (1, 2))):
    try:
        print(bad[0] % bad[1])
    except TypeError as e:
        print(e)
print("%d %s %d%%|%s|%d" % (True, None, 3, -0.0, 2.9), "%5s|%-5s|%05d|%+d|% d|%+.1f" % ("é", "ab", -3, 4, 5, 0.05))
print(["%*d" % (w, 5) for w in (0, 3, -3)], f"{5:^7}|{-5:<4}|{'x':^4}|{5:04}|{-5:+4}|{1234567:>12,}|{'abc':*^{10}}")
