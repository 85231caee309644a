# The math module.
import math

print(math.pi, math.e, math.tau, math.inf, math.nan)
print(math.sqrt(2), math.floor(2.7), math.floor(-2.7), math.ceil(2.1), math.ceil(-2.1), math.trunc(-2.7), math.fabs(-3))
print(math.factorial(20), math.factorial(30), math.gcd(12, 18), math.gcd(), math.gcd(2 ** 100, 6 ** 50), math.lcm(4, 6), math.lcm(3, 5, 7))
print(math.isqrt(10 ** 40 + 5), math.comb(10, 3), math.perm(10, 3), math.comb(100, 50), math.perm(5), math.comb(3, 5))
print(math.sin(1), math.cos(1), math.tan(1), math.asin(0.5), math.acos(0.5), math.atan(1), math.atan2(-1, -1))
print(math.sinh(1), math.cosh(1), math.tanh(1), math.asinh(1), math.acosh(2), math.atanh(0.5))
print(math.exp(1), math.exp2(3), math.expm1(1e-10), math.log(10), math.log(8, 2), math.log2(1024), math.log10(1000), math.log1p(1e-10))
print(math.log(10 ** 400), math.log2(2 ** 2000), math.pow(2, 0.5), math.hypot(3, 4), math.hypot(1, 2, 2), math.dist((0, 0), (3, 4)))
print(math.degrees(math.pi), math.radians(180), math.copysign(1, -0.0), math.fmod(-7, 3), math.remainder(7, 4), math.modf(3.25))
print(math.frexp(8.5), math.ldexp(0.5, 4), math.isnan(math.nan), math.isinf(-math.inf), math.isfinite(1e308), math.isclose(0.1 + 0.2, 0.3))
print(math.isclose(1, 1.1), math.isclose(1, 1.1, rel_tol=0.2), math.isclose(0, 1e-10, abs_tol=1e-9), math.fsum([0.1] * 10), math.fsum([1e100, 1, -1e100]))
print(math.prod([1, 2, 3, 4]), math.prod([0.5, 4], start=2), math.prod([]), math.sumprod([1, 2], [3, 4]), math.cbrt(8), math.ulp(1.0))
print(math.nextafter(1.0, 2.0), math.erf(0.5), math.erfc(0.5), math.gamma(5), math.lgamma(10), math.floor(10 ** 30), math.ceil(1e30))
print(math.floor(True), math.sqrt(True), math.fma(2.0, 3.0, 1.0))
for f in (lambda: math.sqrt(-1), lambda: math.log(0), lambda: math.log(-5), lambda: math.factorial(-1), lambda: math.factorial(1.5),
          lambda: math.exp(1000), lambda: math.acos(2), lambda: math.isqrt(-1), lambda: math.sqrt("a"), lambda: math.floor("x"),
          lambda: math.pow(-1, 0.5), lambda: math.gcd(1.5), lambda: math.comb(-1, 2), lambda: math.fmod(1, 0), lambda: math.sqrt(),
          lambda: math.floor(math.inf), lambda: math.ceil(math.nan), lambda: math.sin(math.inf), lambda: math.dist([1], [1, 2]),
          lambda: math.sqrt(10 ** 400)):
    try:
        print(f())
    except (ValueError, TypeError, OverflowError) as e:
        print(type(e).__name__ + ":", e)
