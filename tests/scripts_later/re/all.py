# re.
import re

m = re.match(r"(\w+)@(\w+)\.com", "user@example.com rest")
print(m.group(), m.group(1, 2), m.groups(), m.span(), m.start(2), m.end(), bool(re.match("b", "abc")))
m = re.search(r"(?P<year>\d{4})-(?P<month>\d\d)", "on 2024-05-06")
print(m["year"], m.groupdict(), m.span("month"), m.string, m.re.pattern)
print(re.findall(r"\d+", "a1b22c333"), re.findall(r"(\w)(\d)", "a1 b2"), re.split(r"[,;]\s*", "a, b;c"), re.split(r"(-)", "a-b"), re.sub(r"\s+", " ", "a   b \n c"), re.sub(r"(\w)(\d)", r"\2\1", "a1b2"))
print(re.sub("a", lambda m: m[0].upper() * 2, "banana", count=2), re.subn("a", "x", "banana"), re.fullmatch(r"\d+", "123") is not None, re.fullmatch(r"\d+", "12a"))
print([m.group() for m in re.finditer(r"\b\w{3}\b", "the cat sat down")], re.compile("x", re.I).findall("xX"), re.findall("^a", "a\na", re.M), re.findall("a.b", "a\nb", re.S))
print(re.escape("a.b*c"), re.findall(r"a+?", "aaa"), re.findall(r"(?:ab)+", "ababab"), re.findall(r"(?<=\$)\d+", "$5 6 $7"), re.findall(r"\w+(?=!)", "hi! yo"), re.findall(r"(?i)HELLO", "hello"), re.match(r"(a)?b", "b").groups())
p = re.compile(r"""
    (\d+)   # number
    \s*([+*/-])\s*
    (\d+)
""", re.X)
print(p.match("12 + 30").groups(), p.pattern.count("\n"), re.search("z", "abc"))
try:
    re.compile("(")
except re.error as e:
    print("error:", e)
print(re.findall(r"[^aeiou\s]+", "hello world"), re.sub(r"(?P<a>x)", r"<\g<a>>", "axb"), re.split("", "abc"), re.findall("", "ab"), re.findall(r"é\w", "éa ÉB", re.I))
