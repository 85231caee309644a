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
