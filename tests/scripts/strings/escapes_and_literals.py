# String literals: escapes, raw, bytes, prefixes, implicit concatenation.
print("a\\b\'c\"d\a\b\f\v\r".encode(), "\0\1\12\123\377".encode("latin-1"), "\x00\xff\u1234\U0010ffff".encode())
print("\N{LATIN SMALL LETTER E WITH ACUTE}\N{SNOWMAN}\N{greek small letter alpha}")
print(r"\n\x" R"\'" r'\"', len(r"\\"), b"\x00abc\xff\n\'", rb"\n", Rb"\x", bR"\d", u"unicode")
print('single "double"', "double 'single'", '''triple 'single' "double"''', """triple
lines \
joined""", "a" 'b' """c""" r"\d" f"{1}" "e")
print(len("\
"), "x\
y", ("par" "en"
     "thesised"), ["a" "b", "c"])
print("tab\tend", "nl\\n", "\\", "\"", '\'', "\\\\", len("\\\\"))
print(b"abc"[0], b"a" b"b", b'\x41\102', list(b"hi"), b"\\", b"\r\n\t")
print("é" == "\u00e9" == "\xe9", "\ud83d" == chr(0xD83D), len("\U0001F600"), "😀" == "\U0001F600")
print("line1\nline2\n\nline4".split("\n"), """
indented
    more
""".splitlines())
for c in "\t\n\r\x0b\x0c\x1c\x85\xa0\u2003\u200b":
    print(ascii(c), c.isspace(), c.isprintable(), end="; ")
print()
print(ascii("\x00\x1f\x7f\x80\xff\u0100\uffff\U00010000"), repr("\x00\x1f\x7f\x80\xff\u0100"))
print("a" if "" else "b", "" or "empty", not "", "0" and "non-empty")
naïve, Ω, 变量 = 1, 2, 3
print(naïve + Ω + 变量, "ﬁ".upper(), "İ".lower().encode(), "Σ".lower(), "ΑΣ".lower(), "ŉ".upper(), "ǰ".upper())
print(1_000, 0xDEAD_BEEF, 0b1_0, 1_0.0_1e1_0, "1_000")
