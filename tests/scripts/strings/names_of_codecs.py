# The name of an encoding or an error handler: with a lone surrogate, with a NUL, unknown, no text at all.


def told(f, *args):
    try:
        print(ascii(f(*args)))
    except Exception as e:
        print(type(e).__name__, ascii(str(e)))


for name in ("\ud800", "a\0b", "nothing", "é", "", 5):
    told("abc".encode, name)
    told(b"abc".decode, name)
    told("é".encode, "ascii", name)
    told(b"\xff".decode, "utf-8", name)
    told(str, b"abc", name)
    told(bytes, "abc", name)
    told(bytearray, "é", "ascii", name)
