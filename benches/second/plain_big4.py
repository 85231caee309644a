def harmonic(n):
    num, den = 0, 1
    for k in range(1, n + 1):
        num, den = num * k + den, den * k
        a, b = num, den
        while b: a, b = b, a % b
        num //= a; den //= a
    return num, den
def fibs(n):
    out = []; a, b = 0, 1
    for _ in range(n): out.append(a); a, b = b, a + b
    return out
def pi(n):
    def arctan(x, unity):
        s = t = unity // x; k = 3; sg = -1; x2 = x * x
        while t: t //= x2; s += sg * (t // k); sg = -sg; k += 2
        return s
    u = 10 ** (n + 10)
    return 4 * (4 * arctan(5, u) - arctan(239, u)) // 10 ** 10
def to_base(n, b):
    out = []
    while n: n, r = divmod(n, b); out.append("0123456789abcdefghijklmnopqrstuvwxyz"[r])
    return "".join(reversed(out))
for _ in range(10): harmonic(150); pi(1000); to_base(7 ** 900, 36); fibs(2000)
h = harmonic(180)
print(len(str(h[0])), sum(len(str(x)) for x in fibs(900)), pi(1200) % 10 ** 12, to_base(7 ** 900, 36)[:20], int("9" * 3000) % 10007, bin(3 ** 500).count("1"), (1 << 5000 | 12345) >> 4990)
