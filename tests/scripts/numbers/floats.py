# Floats: repr, arithmetic, rounding, special values.
inf, nan = float("inf"), float("nan")
for x in (0.1, 0.1 + 0.2, 1.0, -0.0, 1e16, 1e15, 123456789012345678.0, 1e-4, 1e-5, 0.0001234, 1e22, 1e23, 5e-324,
          1.7976931348623157e308, 2.5, 1 / 3, 100.0, 1e100, 12345.678, inf, -inf, nan, 3.0e-10, 9007199254740993.0):
    print(repr(x), str(x), end=" ")
print()
print(7.5 // 2, -7.5 // 2, 7.5 % 2, -7.5 % 2, 7.5 % -2, divmod(7.5, 2), divmod(-7.5, 2), 1e20 // 3, 5.0 % inf, -5.0 % inf)
print(2.0 ** 0.5, 2 ** 0.5, 4 ** -0.5, (-8.0) ** 3, 0.0 ** 0, inf ** 0, (-2.0) ** -1, 2.5 ** 2, 1.1 ** 10)
print(round(2.5), round(3.5), round(-2.5), round(2.675, 2), round(1.005, 2), round(1234.5678, -2), round(0.5), round(1e20))
print(round(2.5, 0), round(-0.4), round(5e-324, 3), round(1.45, 1), round(123.456, 1), round(1e300, 2), round(7, 1))
print(inf + 1, inf - inf, inf * 0, -inf, inf > 10 ** 400, nan == nan, nan < 1, inf == inf, 1 / inf, -1 / inf)
print(float("1e5"), float(" -2.5 "), float("inf"), float("-Infinity"), float("NaN"), float("1_000.5"), float(".5"), float("5."))
print((2.5).is_integer(), (2.0).is_integer(), (0.75).as_integer_ratio(), (2.5).hex(), float.fromhex("0x1.4p+1"), (-0.1).hex())
print(int(2.9), int(-2.9), int(1e18), 10 ** 18 == 1e18, 0.1 + 0.2 == 0.3, abs(-2.5), -0.0 == 0.0, str(-0.0))
print(hash(0.5), hash(1e300), hash(inf), hash(-inf), hash(2.0) == hash(2), hash(-0.0))
print(sum([0.1] * 10), sum([0.1, 0.2, 0.3]), sum([1e100, 1.0, -1e100]), max(1, 1.0), min(0.0, -0.0))
print(1e308 * 10, -1e308 * 10, 1e-320 / 1e10, 3.14.__class__.__name__, 5.0.real, 1_0.0_1)
for spec in (".2f", ".0f", "e", ".3e", "g", ".3g", "10.2f", "<10.1f|", "^10.1f", "+.1f", "010.3f", ",.2f", "%", ".1%",
             "_.2f", " .1f", "#.0f", ".10g", "G", "E", "n", "", "5", ">8", "*^12.3f", "-.2f", "z.1f"):
    print(f"[{12345.6789:{spec}}] [{-0.04:{spec}}]" if "|" not in spec else f"[{12345.6789:{spec[:-1]}}]", end=" ")
print()
print(f"{inf:.2f} {nan:5} {-inf:>8.1f} {inf:010} {1e10:g} {1e-7:g} {123456789.0:g} {100000.0:g} {1000000.0:g} {0.0:e}")
print("%.3f %5.1f %-8.2f| %08.3f %+.1e %g %g %s %r" % (3.14159, 2.55, 1.5, 3.14159, 12345.678, 1e10, 0.0001, 0.1, 1e16))
print(format(0.1, ".20f"), format(1 / 3, ".30g"), format(2 ** 60 + 0.0, "f"), format(1e22, ".0f"), format(0.5, ".0f"),
      format(1.5, ".0f"), format(2.5, ".0f"))
print(0.1 * 3, 1.1 + 2.2, 1e16 + 1, 4.35 * 100, 1.15 * 100, 0.7 + 0.1, 3 * 1.1, 1 - 0.9, 1e-9 * 1e9)
x = 0.0
for i in range(1000):
    x += 0.001
print(x, x == 1.0)
pi = 0.0
for k in range(2000):
    pi += (-1) ** k * 4 / (2 * k + 1)
print(pi)
for s in ("", "abc", "1e", "--1", "1__0", "0x10", "1 2", "infin"):
    try:
        print(float(s))
    except ValueError as e:
        print("ValueError:", e)
print([float(i) / 10 for i in range(-3, 4)], [i * 0.1 for i in range(8)])
print(1e0, 1E5, 1.5e+3, .5e-2, 0e0, 1e400, -1e400)
print(3.7 % 1, -3.7 % 1, 3.7 // 1, 1e17 % 7, 0.3 % 0.1, -0.0 % 5, 5 % -0.3)
print(float(2**53+1), float(10**23), float(123456789123456789123456789), 2**63 * 1.0, 0.5 < 1, 1 < 1.5 <= 1.5 != 2)
