# bytes, bytearray, memoryview.
b = b"Hello, World"
print(b, b[0], b[1:4], b[-1], len(b), list(b[:3]), b + b"!", b"ab" * 2, b"lo" in b, 72 in b, b == b"Hello, World", b"a" < b"b")
print(b.upper(), b.lower(), b.title(), b.swapcase(), b.find(b"o"), b.find(111), b.index(b"W"), b.count(b"l"), b.replace(b"l", b"L"))
print(b.split(b","), b"a b".split(), b"a\nb".splitlines(), b",".join([b"x", b"y"]), b" x ".strip(), b"xxa".lstrip(b"x"), b.partition(b","))
print(b.startswith(b"He"), b.endswith((b"x", b"ld")), b"5".zfill(3), b"x".center(5, b"*"), b"x".ljust(3) + b"|", b"abc".isalpha(), b"12".isdigit())
print(b.hex(), b.hex(" "), b"\x01\xff".hex(":"), bytes.fromhex("48 65 6c"), bytes(3), bytes([1, 2, 255]), bytes("é", "utf-8"), bytes(b"c"), bytes(range(4)))
print(b.decode(), b"\xc3\xa9".decode("utf-8"), b"\xe9".decode("latin-1"), b"\xff".decode("utf-8", "replace"), b"a\xffb".decode("ascii", "ignore"),
      b"\xff".decode("utf-8", "backslashreplace"))
print(repr(b"\x00\t\n\r'\"\\ \x7f\x80"), repr(b"it's"), str(b"x"), b"%d %s %r %b" % (5, b"s", "r", b"b"), ascii(b"\xe9"))
a = bytearray(b"abc")
a.append(100)
a.extend(b"ef")
a += b"g"
a[0] = 65
a[1:3] = b"XYZ"
print(a, len(a), a[0], a[-2:], bytes(a), a.pop(), a.pop(0), a.remove(89), a, a.find(b"Z"))
a.insert(1, 33)
a.reverse()
del a[0]
print(a, a.decode(), a.upper(), a == bytes(a), a * 2, a + b"1", b"1" + a, bytearray(2), bytearray([5]), bytearray("x", "ascii"))
a.clear()
print(a, bool(a), bool(b""), hash(b"a") == hash(b"a"), {b"k": 1}[b"k"])
for f in (lambda: b"a" + "a", lambda: b"a"[5], lambda: bytes([256]), lambda: bytes(-1), lambda: bytes("x"), lambda: b"a".join(["x"]), lambda: "x" in b"x",
          lambda: b"x".find("x"), lambda: hash(bytearray()), lambda: bytearray(b"a").append(256), lambda: b"a".__setitem__, lambda: b"\xff".decode("ascii"),
          lambda: bytes.fromhex("4"), lambda: b"abc".index(b"z"), lambda: b"a" < "a", lambda: bytes(1.5), lambda: bytearray(b"x").remove(5)):
    try:
        print(f())
    except (TypeError, ValueError, IndexError, AttributeError) as e:
        print(type(e).__name__ + ":", e)
m = memoryview(b"hello")
print(m[0], m[1:3].tobytes(), len(m), bytes(m), m.tolist(), list(m[::2]))
w = bytearray(b"hello")
mv = memoryview(w)
mv[0] = 74
mv[1:3] = b"EL"
print(w, mv.readonly, m.readonly, mv.nbytes)
print(b"abc".translate(bytes.maketrans(b"ab", b"xy")), b"a,b".rsplit(b",", 1), b"Ab".islower(), b"a\tb".expandtabs(4), b"k=v".rpartition(b"="))
print(sorted(b"cab"), max(b"abc"), sum(b"ab"), [chr(x) for x in b"hi"], *b"ab", b"x".removeprefix(b"x"), tuple(b"z"))
print(int.from_bytes(b"\x00\x10", "big"), b"abc" b"def", b"abc"[::-1], b"".join(bytes([i]) for i in range(65, 70)))
for i, x in enumerate(b"xyz"):
    print(i, x, end=" ")
print(isinstance(b"", bytes), isinstance(bytearray(), bytes), bytes(bytearray(b"q")), b"a" == bytearray(b"a"), b"a" == "a")


# keys that are none, and beyond all
class I:
    def __index__(self): return 1
m=memoryview(b"abc")
for k in (I(), 2**70, -4, 1.5, None, True):
    try: print(m[k])
    except Exception as e: print(type(e).__name__, e)
b=memoryview(bytearray(b"abc"))
for k in (I(), 2**70, -4, 1.5, None, "a"):
    try: b[k]=7; print(bytes(b))
    except Exception as e: print(type(e).__name__, e)
