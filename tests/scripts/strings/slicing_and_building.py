# Slices, building text, joins, comparison, unicode indexing.
s = "0123456789"
for sl in (slice(None), slice(2, 5), slice(-3, None), slice(None, -3), slice(None, None, 3), slice(None, None, -2), slice(8, 2, -2),
           slice(5, 2), slice(-100, 100), slice(100, -100, -3), slice(0, 0), slice(-1, -11, -1), slice(True, 4)):
    print(sl, s[sl], list(range(10))[sl], sl.indices(10))
out = ""
for i in range(300):
    out += chr(97 + i % 26)
print(len(out), out[:30], out[-5:])
parts = []
for i in range(5):
    parts.append(f"{i}:{'#' * i}")
print("\n".join(parts))
text = "naïve café — “quotes” 日本 🎉 end"
print(len(text), text[2], text[9], text[20], text[-5], text.index("日"), text.find("🎉"), text[::-1])
for i, c in enumerate(text):
    if ord(c) > 127:
        print(i, c, hex(ord(c)), end=" | ")
print()
print(text.encode("utf-8")[:12], len(text.encode("utf-8")), text.encode("utf-8").decode() == text)


def caesar(t, k):
    return "".join(chr((ord(c) - 97 + k) % 26 + 97) if c.islower() else c for c in t)


print(caesar("hello, world", 3), caesar(caesar("abc xyz", 7), -7))


def wrap(t, w):
    lines, cur = [], ""
    for word in t.split():
        if cur and len(cur) + 1 + len(word) > w:
            lines.append(cur)
            cur = word
        else:
            cur = f"{cur} {word}".strip()
    return lines + [cur] if cur else lines


for line in wrap("the quick brown fox jumps over the lazy dog and runs away", 16):
    print(f"|{line:<16}|{line:^16}|{line:>16}|")


def rle(t):
    r, i = "", 0
    while i < len(t):
        j = i
        while j < len(t) and t[j] == t[i]:
            j += 1
        r += t[i] + str(j - i)
        i = j
    return r


print(rle("aaabbbccd"), rle(""))
print(sorted("banana apple Cherry date".split()), sorted("banana apple Cherry".split(), key=str.casefold), max("abc", "abd"))
print("abc" == "abc", "abc" != "abd", "a" < "aa", "" < "a", "a" * 3 > "aa", "é" == "e\u0301", [c for c in "e\u0301"])
print("racecar" == "racecar"[::-1], "".join(sorted(set("mississippi"))), {c: "mississippi".count(c) for c in sorted(set("mississippi"))})
a = b = "shared"
a += "!"
print(a, b)
x = y = "grow"
for i in range(5):
    x += str(i)
    y = y + "-"
print(x, y, "".join([x, y]) is x)
print(*"spread", sep="_")
print("\t".join("abc").expandtabs(3), "x".join("12345"), str.join("+", ["a", "b"]), "ab".__mul__(2))
