# Bytes with %: the frequent conversions, and what is left to the long way.
print(b"%d|%i|%u|%5d|%-5d|%05d|%+d|% d" % (1, -2, 3, 4, 5, -6, 7, 8))
print(b"%x %X %o %#x %#o %08x" % (255, 255, 8, 255, 8, 48879))
print(b"%s|%b|%10s|%-10s|%.2s|%%" % (b"abc", b"d\xff\x00e", b"right", b"left", b"cut"))
print(b"%f %.2f %e %g %10.3f|%-10.1f|%+.1f" % (1.5, 2.345, 12345.678, 0.0001, 3.14159, 2.5, 1.0))
print(b"%d" % True, b"%d" % 10**30, b"%s" % bytearray(b"array"), b"%c%c" % (65, b"B"), b"%a %r" % ("\xe9", [1]))
print(b"%(a)d %(b)s" % {b"a": 1, b"b": b"two"}, b"100%%" % (), b"none" % {}, b"" % ())
print(bytearray(b"%d-%s") % (5, b"x"), b"\xff%d\xfe" % 3, b"%d" % 3.99)
for form, given in (
    (b"%d", "x"), (b"%s", 5), (b"%s", "text"), (b"%d %d", (1,)), (b"%d", (1, 2)), (b"%c", 256), (b"%x", 1.5), (b"%b", None),
    (b"%", 1), (b"%z", 1), (b"no", 1),
):
    try:
        print(form % given)
    except (TypeError, ValueError, OverflowError) as e:
        print(type(e).__name__, e)


class B(bytes):
    def __bytes__(self):
        return b"own"


class C:
    def __index__(self):
        return 42


print(b"%s %x" % (B(b"sub"), C()), B(b"<%d>") % 7)
print(b"".join(b"line %d of %d\n" % (i, 3) for i in range(3)))
print(len(b"%s" % (b"x" * 1000)), len(b"%d," % 10**100))
