# Format specs of integers and strings; format(), f-strings and str.format alike.
n = 1234567
for spec in ("d", ",", "_", "x", "X", "#x", "o", "#o", "b", "#b", "08d", "+d", " d", ">12", "<12", "^12", "*^12d", "=+12",
             "012,", "_x", "#_b", "c" if False else "n", "e", ".2f", "g", "%", "#010x", "<#12x", "x>+10d", "015_d"):
    print(f"[{spec}: {n:{spec}} | {-n:{spec}}]", end=" ")
print()
for spec in ("s", "20", ">20", "^20", "*^20", ".3", "10.3", "<10.2s", "", "é>8", "-<9"):
    print(f"[{'hello':{spec}}]", end=" ")
print()
print(f"{True:d} {True} {True:>6} {False:5} {None} {65:c} {8364:c} {10**20:,} {2**70:#x} {-0:+d}")
print("{} {}".format(1, "a"), "{1} {0} {1}".format("x", "y"), "{a} {b:>5}".format(a=1, b="z"), "{0.real} {1[0]} {2[k]}".format(5, [7], {"k": 8}))
print("{:>{w}} {:.{p}f}".format("r", 3.14159, w=6, p=2), "{!r:>8} {!s} {!a}".format("a", "b", "é"), "{{}} {{{}}}".format(5))
print("{:%}".format(0.256), "{:,}".format(1e6), "{:05}".format(-3), "{:<5}|{:^5}|{:>5}".format("a", "b", "c"))
print(format(42), format(42, "b"), format("s", ">3"), format(3.0, ".1f"), format([1], ""), format(None, ""))
w, p, v = 12, 4, 22 / 7
print(f"{v:{w}.{p}} {v!r:>{w + 8}} {'nested':{'*'}^{w}} {v:{'>'}{w}}")
for bad in ((5, "s"), ("a", "d"), (5, ".2d"), (5.5, "d"), ("a", "+"), ("a", "="), ("a", ","), (5, "q"), ([], ">5"),
            (5, ",_"), ("x", "05") if False else (5, ",x"), (1.5, ",x") if False else (5, "10.3x"), (70000000, "c"),
            (None, "5"), ("a", "#"), (5, "zd")):
    try:
        print(format(*bad))
    except (ValueError, TypeError, OverflowError) as e:
        print(type(e).__name__ + ":", e)
for bad in (lambda: "{".format(), lambda: "}".format(), lambda: "{} {1}".format(1, 2), lambda: "{0} {}".format(1, 2),
            lambda: "{a}".format(), lambda: "{2}".format(1), lambda: "{!x}".format(1), lambda: "{0[x]}".format([1]),
            lambda: "{0.zz}".format(1), lambda: "{:{}}".format(1)):
    try:
        print(bad())
    except (ValueError, IndexError, KeyError, AttributeError, TypeError) as e:
        print(type(e).__name__ + ":", e)
print("%s|%5s|%-5s|%.2s|%c|%c|%%|%d|%i|%5d|%-5d|%05d|%+d|% d" % ("a", "b", "c", "defg", "h", 105, 7.9, 3, 42, 42, 42, 42, 42))
print("%x %X %#x %o %#o %e %G" % (255, 255, 255, 8, 8, 12345.678, 1e-10), "%(k)s-%(n)03d" % {"k": "v", "n": 7}, "%r %a" % ("é", "é"))
print("%s" % [1, 2], "%s" % ((1, 2),), "%s %s" % ("a", (1,)), "%*d|%-*d" % (5, 42, 5, 42), "%.*f" % (2, 3.14159), "100%%" % ())
for bad in (lambda: "%d" % "x", lambda: "%s %s" % "a", lambda: "%s" % (1, 2), lambda: "%q" % 1, lambda: "%" % 1,
            lambda: "%(a)s" % {}, lambda: "%(a)s" % 5, lambda: "%c" % "ab", lambda: "%x" % 1.5, lambda: "%f" % "a", lambda: "%c" % -1):
    try:
        print(bad())
    except (TypeError, ValueError, KeyError, OverflowError) as e:
        print(type(e).__name__ + ":", e)
