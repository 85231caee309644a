# stress: 97
# Texts of all short lengths: compared, searched, joined, cut, hashed; and large ones that grow.
alphabet = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEF"
for n in range(0, 40):
    s = alphabet[:n]
    t = "".join(list(s))
    assert s == t and hash(s) == hash(t) and not s != t and {s: 1}[t] == 1
    for i in range(n):
        u = t[:i] + "-" + t[i + 1:]
        assert s != u and u.find("-") == i and "-" in u and u.count("-") == 1 and u.index("-") == i
        assert u.split("-") == [t[:i], t[i + 1:]], u
        assert (u + " " + u).split() == [u, u]
        assert ("  " + u + "\t\n").strip() == u
    assert "-" not in s and s.find("-") == -1
    assert (s + s).startswith(s) and (s * 3)[n:2 * n] == s and s.encode() + b"" == bytes(s, "ascii")
    assert s.encode().split(b"-") == [s.encode()]
for sep in (" ", "\t", "\x1c", "\x1f", "\x0b", "\x85", "\u2003", "\x08", "\x00", "\x7f", "é"):
    text = sep.join(["a", "bc", "", "defghijklmno", "p" * 17])
    print(ascii(sep), text.split() == text.split(sep), [len(p) for p in text.split()], len(text.strip(sep + "a")))
print("a b  c d".split(None, 2), "a b  c d ".split(None, 9), " ".split(), "".split(), "x".split(None, 0), " x y ".split(None, 0))
print(b"a b\x1cc\td".split(), b"a,b,,c".split(b","), b"a,b,,c".split(b",", 1), b"a--b--".split(b"--"))
for bad in (["a", 1], ("a", None), [b"x"], 5):
    try:
        print(",".join(bad))
    except TypeError as e:
        print(e)


class Text(str):
    pass


t = Text("sub")
print(type("".join([t])).__name__, type("".join((t, ""))).__name__, "-".join([]), "-".join(["one"]), "ü".join("abc"), "".join(["ä", "b"]))
print("x" in "", "" in "x", "x" in "0123456789abcdefx", "y" in "0123456789abcdefx", t == "sub", "sub" == t, {t: 1}["sub"])
big = [0, 1, 2]
big.extend(range(3, 262_100))
for i in range(262_100, 262_200):
    big.append(i)
big += list(range(262_200, 280_000))
print(len(big), big[0], big[140_000], big[-1], sum(big))
more = big + big
del more[100:500_000]
more.extend(big)
print(len(more), more[99], more[100], more[-1])
flags = [True] * 300_001
flags[::3] = [False] * len(range(0, 300_001, 3))
flags[299_999:0:-100_000] = [None, 1, 2]
print(flags.count(False), flags[299_999], flags[199_999], flags[99_999])
text = "abc" * 800_000
text += "d"
print(len(text), text.count("c"), text.find("d"), text[-2:])
data = bytearray()
for i in range(250):
    data += b"x" * 10_007
print(len(data), data.count(b"x"))
print(True + 1, 5 + True, False + False, True + 2.5, 1 - True)
for s in ("", "a", "aa", "aXbXc", "Xa", "aX", "XX", "ab" * 40, "x" * 300, "é-é-", "a-" * 31, "a-" * 33):
    print([len(s.replace(o, n, c)) for o in ("X", "a", "ab", "-", "") for n in ("", "y", "long one", "ü") for c in (-1, 0, 1, 2)])
    print(ascii(s.replace("a", "<>")), ascii(s.replace("-", "é", 3))[:60], s.replace("zz", "") is s, s.replace("X", "aX", 1)[:20])
print(type(Text("abc").replace("z", "y")).__name__, Text("abc").replace("b", Text("B")))
print([w[::-1] for w in ("", "a", "ab", "abc", "äb")], "abcdefgh"[::2], "abcdefgh"[7:0:-3], "abcdefgh"[1:7:2], "abc"[5:1:-1])
for w in ("", "a", "A", "1", "a1", " ", "a b", "\t\n\x1c", "ß", "²", "½", "_"):
    print(ascii(w), w.isalpha(), w.isdigit(), w.isdecimal(), w.isnumeric(), w.isalnum(), w.isspace(), w.isupper(), w.islower())
