for f in (lambda: "a".split(" ", sep=" "), lambda: [].sort(1), lambda: "a".encode("utf-8", encoding="x"), lambda: "a".expandtabs(3, tabsize=2), lambda: round(2.5, number=3), lambda: print(sep=1, end=2), lambda: b"a".decode("ascii", encoding="a"), lambda: pow(2, base=3, exp=3), lambda: sum([1], 2, start=3), lambda: (5).to_bytes(2, length=3), lambda: int.from_bytes(b"a", bytes=b"b"), lambda: "a".splitlines(True, keepends=False)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
def t():
    for i in range(300):
        a = "{x} {y:.2f} {0}".format(1, x=i, y=2.5)
        b = "{self} {format_string}".format(self=3, format_string=4)
        c = dict(a=1, b=i)
        d = dict([(1, 2)], z=3)
        e = sorted([3, 1], reverse=True, key=None)
    return a, b, c, d, e
print(t())
for f in (lambda: "{x}".format(y=1), lambda: sorted([1], foo=2), lambda: print(1, zep=3), lambda: "a".split(" ", sep=" "), lambda: dict(1, a=2), lambda: "{0}".format(x=1), lambda: int("5", bass=3), lambda: max(1, 2, foo=3)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
