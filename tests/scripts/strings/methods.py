# The method set of str.
s = "Hello, World"
print(s.upper(), s.lower(), s.title(), s.swapcase(), s.capitalize(), s.casefold(), "ß".casefold(), "ǆ".title(), "ß".upper())
print(s.find("o"), s.find("o", 5), s.find("z"), s.rfind("o"), s.index("W"), s.rindex("l"), s.count("l"), "aaa".count("aa"), "abc".count(""))
print(s.startswith("Hell"), s.startswith(("x", "H")), s.endswith("ld"), s.startswith("World", 7), s.endswith("Hello", 0, 5), "".startswith(""))
print(s.replace("l", "L"), s.replace("l", "L", 2), s.replace("", "-", 3), "aaa".replace("a", ""), "abc".replace("", "."), s.replace("x", "y"))
print("a,b,,c".split(","), "a b  c ".split(), " a ".split(" "), "a,b,c".split(",", 1), "a b c".split(None, 1), "".split(), "".split(","), "x--y".split("--"))
print("a,b,c".rsplit(",", 1), " a b c ".rsplit(None, 1), "a.b".rsplit("."), "abc".split("b"), "  x y  ".split(None, 0) if False else "  x y  ".split(maxsplit=1))
print("l1\nl2\r\nl3\rl4\x0bl5".splitlines(), "a\n".splitlines(True), "\n\n".splitlines(), "".splitlines(), "a\u2028b\x85c".splitlines())
print("k=v=w".partition("="), "kv".partition("="), "k=v=w".rpartition("="), "kv".rpartition("="))
print("-".join(["a", "b", "c"]), "".join("xyz"), ", ".join(str(i) for i in range(3)), "x".join([]), "x".join(["one"]), "ab".join({"k": 1, "l": 2}))
print("[" + "  x ".strip() + "]", "xxabxx".strip("x"), "abcba".strip("ab"), "  l".lstrip(), "r  ".rstrip(), "..a..".rstrip("."), "\t\nq\x0b".strip())
print("test.py".removesuffix(".py"), "test.py".removeprefix("test"), "abc".removeprefix("x"), "abc".removesuffix(""))
print("5".zfill(3), "-5".zfill(4), "+5".zfill(4), "abc".zfill(2), "x".ljust(4, "."), "x".rjust(4, "."), "x".center(4, "."), "xy".center(5, "*"), "abc".center(2))
for t in ("abc", "ABC", "aBc1", "123", "12.3", "", " ", "a b", "é", "½", "²", "٣", "Title Case", "hello_1", "1a", "\n", "中文", "ª"):
    print(repr(t), *("1" if f(t) else "0" for f in (str.isalpha, str.isdigit, str.isalnum, str.isnumeric, str.isdecimal, str.islower,
                                                    str.isupper, str.istitle, str.isspace, str.isidentifier, str.isprintable, str.isascii)))
print("a\tb\tc".expandtabs(4), "abc\tx".expandtabs(), "x".expandtabs(0), "\t|".expandtabs(3))
print("hello".translate({ord("h"): "J", ord("l"): None, ord("o"): 48}), str.maketrans("abc", "xyz"), "abcab".translate(str.maketrans("ab", "12", "c")))
print("abc" * 3, 2 * "xy", "a" * 0, "a" * -1, "a" + "b", "b" in "abc", "" in "x", "abc" < "abd", "Z" < "a", "é" > "z")
print("abc"[1], "abc"[-1], "abcdef"[1:4], "abcdef"[::-1], "abcdef"[::2], "abcdef"[-2:], "abc"[5:], "abc"[:-5], "abcdef"[4:1:-1], "abcdef"[-1:-4:-1])
print(len("héllo"), "héllo"[1], "héllo"[::-1], "日本語"[1:], len("👍🏽"), "👍"[0], ascii("é日👍"), repr("é\n\t'\"\\\x00\x7f\u200b"))
print(repr("it's"), repr('say "hi"'), repr("both ' and \""), repr(""), repr("\\n"), repr("\U0001f600"), repr("\ud800"), repr("\xa0\xad"))
print("abc".encode(), "é".encode("utf-8"), "é".encode("latin-1"), "é日".encode("ascii", "replace"), "é".encode("ascii", "ignore"),
      "é".encode("ascii", "backslashreplace"), "é".encode("ascii", "xmlcharrefreplace"), "a".encode("utf-16-le"))
print(max("hello"), min("hello"), sorted("hello"), list("abc"), set("aa"), tuple("ab"), list(enumerate("ab")), "-".join(reversed("abc")))
print(ord("a"), chr(97), chr(8364), ord("€"), chr(0x1F600), "\x41\u0042\N{BULLET}\101\U00000043")
print(str(5), str(None), str([1, "a"]), str(b"x", "utf-8"), str(b"x"), str(), str(1.0), str(True), str("s"))
print("%s" % "x", "{}".format("x"), "a" "b" 'c', """multi
line""", r"raw\n", "con\
tinued", "tab\there")
print("The quick brown fox".title(), "they're bill's".title(), "HELLO world".capitalize(), "x1y2".title())
print("abc".__len__(), "abc".__contains__("b"), "a".__add__("b"), "abc".__getitem__(1), hash("a") == hash("a"))
