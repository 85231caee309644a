# stress: 20011
# What is done with many bytes or characters at a time gives the same as one after the other, at lengths around the
# borders of pieces and with every mixture of ASCII and other characters.

LENGTHS = list(range(0, 36)) + [47, 48, 49, 63, 64, 65, 66, 70, 127, 128, 129, 130, 255, 256, 257, 300]
LONG = [4095, 4096, 4097]
ALPHABETS = [
    "abcXYZ 19",
    "aäbcd",
    "äöüß",
    "aÿ\x80\xa0\xad",
    "абвгДЖabcШ",
    "Σσςΐa Ω.",
    "漢字かなカナ한글a",
    "a€ſŉİıǆ'\"\\",
    "\U0001f600a\U00010400\U00010428ﬃ",
    "ab\ud800\udfffé\U0010ffff",
    "\n\r\t\x00\x7fa'é",
]


class Random:
    def __init__(self):
        self.state = 12345

    def __call__(self, n):
        self.state = (self.state * 1103515245 + 12345) % 2147483648
        return (self.state >> 8) % n


random = Random()
total = 0


def same(fast, slow, *what):
    global total
    if fast != slow or type(fast) is not type(slow):
        print("differs:", what, ascii(fast)[:200], ascii(slow)[:200])
    total += 1


def text(alphabet, n):
    kind = random(3)
    if kind == 0:
        return "".join([alphabet[random(len(alphabet))] for _ in range(n)])
    if kind == 1:
        # mostly ASCII
        return "".join([alphabet[random(len(alphabet))] if random(13) == 0 else "abcdefg"[random(7)] for _ in range(n)])
    # runs of one kind
    return "".join([alphabet[i // 11 % len(alphabet)] for i in range(n)])


def data(n):
    kind = random(4)
    if kind == 0:
        return bytes([random(256) for _ in range(n)])
    if kind == 1:
        return bytes([random(128) for _ in range(n)])
    if kind == 2:
        return bytes([128 + random(128) for _ in range(n)])
    return bytes([random(128) + (random(17) == 0) * 128 for _ in range(n)])


def outcome(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return type(e).__name__ + ": " + ascii(str(e))


def each(f, s):
    return "".join([f(c) for c in s])


def lower(s):
    if "Σ" in s:
        return s.lower()
    return each(str.lower, s)


def slow_repr(s, keep):
    quote = '"' if "'" in s and '"' not in s else "'"
    out = quote
    for c in s:
        if c == quote or c == "\\":
            out += "\\" + c
        elif c in "\n\r\t":
            out += {"\n": "\\n", "\r": "\\r", "\t": "\\t"}[c]
        elif keep(c):
            out += c
        else:
            n = ord(c)
            out += "\\x%02x" % n if n < 256 else "\\u%04x" % n if n < 65536 else "\\U%08x" % n
    return out + quote


def slow_replace(s, old, new, count):
    out = s[:0]
    i = 0
    while i < len(s):
        if count != 0 and s[i : i + len(old)] == old:
            out += new
            i += len(old)
            count -= 1
        else:
            out += s[i : i + 1]
            i += 1
    return out


def slow_count(s, part):
    n = i = 0
    while i + len(part) <= len(s):
        if s[i : i + len(part)] == part:
            n += 1
            i += len(part)
        else:
            i += 1
    return n


def texts(s):
    n = len(s)
    chars = [c for c in s]
    same(list(s), chars, "list")
    same(tuple(s), tuple(chars), "tuple")
    same("".join(chars), s, "join")
    same(s[::-1], "".join([s[i] for i in range(n - 1, -1, -1)]), "reversed", s)
    a, b = random(n + 1), random(n + 1)
    same(s[a:b], "".join(chars[a:b]), "slice", s, a, b)
    same(len(s[a:b]), len(chars[a:b]), "length", s, a, b)
    same(s[a:b:-1], "".join(chars[a:b:-1]), "backwards", s, a, b)
    same(len(s[a::-1]), len(chars[a::-1]), "length backwards", s, a)
    same(s[a:b:3], "".join(chars[a:b:3]), "steps", s, a, b)
    same(s[-1 - a : -1 - b : -2], "".join(chars[-1 - a : -1 - b : -2]), "steps back", s, a, b)
    same(s.upper(), each(str.upper, s), "upper", s)
    same(s.lower(), lower(s), "lower", s)
    same(s.casefold(), each(str.casefold, s), "casefold", s)
    same(repr(s), slow_repr(s, str.isprintable), "repr", s)
    same(ascii(s), slow_repr(s, lambda c: " " <= c <= "~"), "ascii", s)
    same(s * 3, "".join(chars + chars + chars), "times", s)
    for old, new, count in ("a", "é", -1), ("é", "e", -1), ("aä", "xyz", -1), ("ab", "", 2), ("ä", "aä", 5), ("aa", "b", -1):
        same(s.replace(old, new, count), slow_replace(s, old, new, count), "replace", s, old, new, count)
        same(s.count(old), slow_count(s, old), "count", s, old)
    table = {97: "x", 228: 98, 98: None, 8364: "euro", 99: 0x1F600}
    same(s.translate(table), each(lambda c: c.translate(table), s), "translate", s)
    table = {97: 98, 99: "C", 100: 65}
    same(s.translate(table), each(lambda c: c.translate(table), s), "translate", s)
    if n:
        same(hash(s), hash("".join(chars)), "hash", s)


def codecs(s):
    same(s.encode("utf-8", "surrogatepass"), b"".join([c.encode("utf-8", "surrogatepass") for c in s]), "utf-8", s)
    for name in "ascii", "latin-1", "utf-8", "utf-16-le", "utf-16-be", "utf-32-le":
        for errors in "ignore", "replace", "backslashreplace", "xmlcharrefreplace":
            raw = s.encode(name, errors)
            same(raw, b"".join([c.encode(name, errors) for c in s]), name, errors, s)
        raw = outcome(s.encode, name)
        if type(raw) is bytes:
            same(raw.decode(name), s, name, s)
            same(bytearray(raw).decode(name), s, name, s)
            same(str(raw, name), s, name, s)
            same(raw.decode(encoding=name), s, name, s)
        else:
            bad = 0
            while type(outcome(s[: bad + 1].encode, name)) is bytes:
                bad += 1
            same("in position %d" % bad in raw or "in position %d-" % bad in raw, True, name, s, raw)
    if all([not "\ud800" <= c <= "\udfff" for c in s]):
        same(s.encode("utf-16"), b"\xff\xfe" + s.encode("utf-16-le"), "utf-16", s)
        same(s.encode("utf-16").decode("utf-16"), s, "utf-16", s)
        same((b"\xfe\xff" + s.encode("utf-16-be")).decode("utf-16"), s, "utf-16", s)


def plain_bytes(b):
    n = len(b)
    numbers = list(b)
    same(b.decode("latin-1"), "".join([chr(i) for i in numbers]), "latin-1", b)
    same(len(b.decode("latin-1")), n, "latin-1", b)
    same(b.decode("latin-1").encode("latin-1"), b, "latin-1", b)
    same(b.decode("ascii", "ignore"), "".join([chr(i) for i in numbers if i < 128]), "ascii", b)
    same(b.decode("ascii", "replace"), "".join([chr(i) if i < 128 else "\ufffd" for i in numbers]), "ascii", b)
    same(b.decode("ascii", "surrogateescape").encode("ascii", "surrogateescape"), b, "ascii", b)
    same(b.decode("utf-8", "surrogateescape").encode("utf-8", "surrogateescape"), b, "utf-8", b)
    digits = "".join(["%02x" % i for i in numbers])
    same(b.hex(), digits, "hex", b)
    same(bytearray(b).hex(), digits, "hex", b)
    same(memoryview(b).hex(), digits, "hex", b)
    same(b.hex(":"), ":".join(["%02x" % i for i in numbers]), "hex", b)
    same(bytes.fromhex(digits), b, "fromhex", b)
    same(bytes.fromhex(digits.upper()), b, "fromhex", b)
    same(bytes.fromhex(" " + "\t ".join(["%02x" % i for i in numbers]) + "\n"), b, "fromhex", b)
    if n:
        at = random(2 * n)
        for wrong in "g", "é", " ", "\ud800", "/", ":":
            what = outcome(bytes.fromhex, digits[:at] + wrong + digits[at + 1 :])
            if wrong != " " or at % 2:
                same(what, "ValueError: 'non-hexadecimal number found in fromhex() arg at position %d'" % at, "fromhex", wrong)
        same(outcome(bytes.fromhex, digits[:-1]), "ValueError: 'non-hexadecimal number found in fromhex() arg at position %d'" % (2 * n - 1), "odd")
    table = bytes([(7 * i + 3) % 256 for i in range(256)])
    gone = b"\x00abc\xff"
    same(b.translate(table), bytes([table[i] for i in numbers]), "translate", b)
    same(b.translate(None, gone), bytes([i for i in numbers if i not in gone]), "translate", b)
    same(b.translate(table, gone), bytes([table[i] for i in numbers if i not in gone]), "translate", b)
    same(b.translate(table, b""), bytes([table[i] for i in numbers]), "translate", b)
    same(b.translate(None), b, "translate", b)
    same(bytearray(b).translate(table, gone), bytearray([table[i] for i in numbers if i not in gone]), "translate", b)
    same(repr(b), "b" + slow_repr(b.decode("latin-1"), lambda c: " " <= c <= "~"), "repr", b)
    same(b * 3, bytes(numbers * 3), "times", b)
    same(bytearray(b) * 2, bytearray(numbers * 2), "times", b)
    same(b * 0, b"", "times", b)
    a, z = random(n + 1), random(n + 1)
    view = memoryview(b)
    same(bytes(view[a:z]), b[a:z], "view", b)
    same(view[a:z].tobytes(), b[a:z], "view", b)
    same(bytes(view[::-1]), bytes(numbers[::-1]), "view", b)
    same(bytes(view[a:][1::3]), bytes(numbers[a:][1::3]), "view", b)
    same(bytearray(memoryview(bytearray(b))[a:z]), bytearray(b[a:z]), "view", b)
    same(b",".join([b, b"", b[a:]]), bytes(numbers + [44, 44] + numbers[a:]), "join", b)
    same(b"".join((b, bytearray(b), view[a:])), bytes(numbers + numbers + numbers[a:]), "join", b)
    same(bytearray(b"-").join([b, b]), bytearray(numbers + [45] + numbers), "join", b)
    for old, new, count in (b"a", b"xy", -1), (b"ab", b"", -1), (b"aa", b"b", 3), (b"\xff", b"\x00", -1), (b"\x80\x81", b"?", -1):
        same(b.replace(old, new, count), slow_replace(b, old, new, count), "replace", b, old, new, count)
        same(b.count(old), slow_count(b, old), "count", b, old)


def check(lengths, some):
    for n in lengths:
        for i, alphabet in enumerate(ALPHABETS):
            if some == 0 or i % 4 == n % 4:
                s = text(alphabet, n)
                texts(s)
                if n < 80:
                    codecs(s)
        for _ in range(2):
            plain_bytes(data(n))


check(LENGTHS[:70], 1)
print(total)
for n in LONG:
    s = text(ALPHABETS[n % 11], n)
    same(s.lower(), lower(s), "lower")
    same(s.upper(), each(str.upper, s), "upper")
    same(s[::-1], "".join(list(s)[::-1]), "reversed")
    same(repr(s), slow_repr(s, str.isprintable), "repr")
    same(s.encode("utf-16").decode("utf-16"), s, "utf-16")
    same([s[i] for i in range(n - 70, n)], list(s)[-70:], "index")
    same(s[n // 3 : n - 5], "".join(list(s)[n // 3 : n - 5]), "slice")
    b = data(n)
    same(bytes.fromhex(b.hex()), b, "hex")
    same(b.decode("latin-1").encode("latin-1"), b, "latin-1")
    same(bytes(memoryview(b)[1:]), b[1:], "view")
print(total)

# pieces around the same two bytes, wherever they stand
for n in range(2, 40):
    for old in "ab", "aa", "aba", "é", "éa", "aé", "€€", "abcdefgh", "abcdefghi":
        for at in range(0, 24, 5):
            s = "x" * at + old * n + "ü" + old[:-1] + "y" * 130 + old
            same(s.replace(old, "zz"), slow_replace(s, old, "zz", -1), "replace", s, old)
            same(s.replace(old, "", 3), slow_replace(s, old, "", 3), "replace", s, old)
            same(s.count(old), slow_count(s, old), "count", s, old)
print(total)

# the final sigma in long text, where what characters become is remembered
word = "ΟΔΥΣΣΕΥΣ"
print((word + " ") * 8 + word, ((word + " ") * 8 + word + "Σ' Σ ΑΣ.Α ΑΣ").lower())
print(ascii("İıŉǰΐﬃẞß" * 8), ascii(("İıŉǰΐﬃẞß" * 8).lower()), ascii(("İıŉǰΐﬃẞß" * 8).upper()))
print(ascii(("İıŉǰΐﬃẞß" * 8).casefold()))

# what is printable, and what case makes of it, in sum over many code points
def summed(f):
    n = 7
    for c in range(0x80, 0x30000, 1 if f is str.isprintable else 3):
        x = f(chr(c))
        n = (n * 31 + (x if type(x) is bool else ord(x[0]) + len(x))) % 1000003
    return n


print(summed(str.isprintable), summed(repr))


# names of encodings and handlers that are wrong, where nothing is to be done, and where something is
class Name(str):
    pass


for s in "abc", "aé", "", "a\ud800":
    for name in "ascii", "latin-1", "utf-8", "UTF8", "u16", Name("ascii"), "nonsense", "", 5, None:
        print(ascii(s), ascii(name), ascii(outcome(s.encode, name)), ascii(outcome(s.encode, name, "nonsense")))
        print(ascii(outcome(s.encode, name, 5)), ascii(outcome(s.encode, name, Name("ignore"))))
for b in b"abc", b"a\xe9", b"", b"\xff\xfea\x00", b"a\xc3", b"\xed\xa0\x80":
    for name in "ascii", "latin-1", "utf-8", "UTF8", "u16", Name("ascii"), "nonsense", "", 5, None:
        print(b, ascii(name), ascii(outcome(b.decode, name)), ascii(outcome(b.decode, name, "nonsense")))
        print(ascii(outcome(b.decode, name, 5)), ascii(outcome(b.decode, name, Name("ignore"))))
        print(ascii(outcome(bytearray(b).decode, name)), ascii(outcome(memoryview(b).tobytes().decode, name, "replace")))


class B(bytes):
    def decode(self, *args):
        return "mine"


print(B(b"abc").decode("ascii"), bytes.decode(B(b"abc"), "ascii"), type(B(b"ab") * 2), type(b"".join([B(b"ab")])))
print(b"".join([B(b"ab"), B(b"c")]), outcome(b"".join, [b"a", "b"]), outcome(b",".join, [1]), b",".join([]), b",".join([b"a"]))


for wrong in ("zé", "0é", "01 é", "é0", "01 0z", "0", "01 2 ", "0102é" * 9, "0102" * 9 + "x"):
    try:
        print(bytes.fromhex(wrong))
    except ValueError as error:
        print(error)
