# Arithmetic on ints beyond the inline ones: runs whose intermediate results nobody sees, and numbers of all lengths
# against each other.
import math
import random


def lcg(x, n, a=6364136223846793005, c=1442695040888963407, m=1 << 64):
    out = []
    for _ in range(n):
        x = (x * a + c) % m
        out.append(x)
    return out


def xorshift(x, n):
    for _ in range(n):
        x ^= (x << 13) & 0xFFFFFFFFFFFFFFFF
        x ^= x >> 7
        x ^= (x << 17) & 0xFFFFFFFFFFFFFFFF
    return x


def two_results(x, n):
    # both parts of a rotation are on hand at once, and a third is made meanwhile
    for _ in range(n):
        x = ((x << 7) | (x >> 57)) & 0xFFFFFFFFFFFFFFFF
        x = ((x * 3 ^ x >> 5) + (x * 7 ^ x >> 11) - (x * 5 | x)) % (2 ** 64 - 59)
    return x


def named(x, n):
    out = []
    for i in range(n):
        y = x * x
        z = y * y % 1000000007
        w = y - z
        x = (w >> 3) + i
        x = ~x & 0xFFFFFFFFFF
        out.append((y, z, w, x))
    return out[-1]


def errors(values):
    shown = []
    for a, b in values:
        try:
            shown.append(a * a % b)
        except (ZeroDivisionError, TypeError) as e:
            shown.append(str(e))
        try:
            shown.append(a * a << b)
        except (ValueError, TypeError, OverflowError) as e:
            shown.append(str(e))
    return shown


def loops(n):
    squares = [y * y for x in range(n) for y in [x * 123456789012]]
    sums = {x * 10 ** 15: (x << 60) ^ x for x in range(n)}
    lazy = sum(x * 987654321987 % 1000003 for x in range(n))
    keyed = {}
    for x in range(n):
        keyed[x * 2 ** 45 % 97] = keyed.get(x * 2 ** 45 % 97, 0) ^ (x << 50)
    parts = [0] * 7
    for x in range(n):
        parts[x * 2 ** 50 % 7] += x * 2 ** 50 // 3
    return sum(squares) % 10 ** 9, sum(sums.values()) % 10 ** 9, lazy, sorted(keyed.items())[:3], parts


def flags(n):
    big = 2 ** 70
    for i in range(n):
        big = big + (i % 2 == 0) - True
        big = big * True | (i > 3)
    return big, big & True, True << 70, True ** 3, -True * 2 ** 50, [True, 2 ** 70, -1, 0.5]


for _ in range(3):
    print(lcg(1, 40)[-1], xorshift(88172645463325252, 50), two_results(0x9E3779B97F4A7C15, 300))
    print(named(123456789123, 60))
    print(loops(60))
    print(flags(40))
print(errors([(2 ** 40, 0), (2 ** 40, -3), (2 ** 40, 5), (2 ** 60, 2.5), (-2 ** 47, 3), (2 ** 47, 17)] * 30)[-12:])
print((-1).to_bytes(0, "big", signed=True), (0).to_bytes(0, "little"), (2 ** 64).to_bytes(9, "big"))
print([sum(x) for x in ([2 ** 62] * 5, [2 ** 62] * 3 + [0.5], [2 ** 130, 1], [2 ** 70, True, -(2 ** 70)], [10 ** 20, 0.1, 0.2])])
print(sorted([2 ** 70, -(2 ** 70), 5, 2 ** 50, -(2 ** 50), 2 ** 200], reverse=True)[:3], max(2 ** 64, 2 ** 65, 3))
for spec in ("x", "#x", "X", "b", "o", "d", ",", "030x", "#034X", "40d", "080b", "50,", "+d", "<40", "_", "n", "e"):
    print(spec, format(2 ** 90 + 12345, spec), format(-(2 ** 90) - 12345, spec))

r = random.Random(20)
acc = 0
def mix(x):
    global acc
    acc = (acc * 1000003 ^ hash(x)) & ((1 << 64) - 1)
def rnd():
    k = r.randrange(6)
    if k == 0: return r.randrange(-20, 20)
    if k == 1: return r.getrandbits(r.randrange(1, 70)) * r.choice((1, -1))
    if k == 2: return r.getrandbits(r.randrange(1, 130)) * r.choice((1, -1))
    if k == 3: return (1 << r.randrange(1, 300)) + r.randrange(-1, 2)
    if k == 4: return r.getrandbits(r.randrange(100, 3000)) * r.choice((1, -1))
    return r.getrandbits(r.randrange(100, 9000))
def one(i):
    a, b, c = rnd(), rnd(), rnd()
    mix(a + b); mix(a - b); mix(a * b); mix(a * b + c); mix(a & b); mix(a | b); mix(a ^ b); mix(~a); mix(-a)
    mix(a < b); mix(a == b); mix(a >= b); mix(abs(a)); mix(a.bit_length()); mix(a.bit_count())
    s = r.randrange(0, 200)
    mix(a << s); mix(a >> s); mix((a << s) >> (s // 2)); mix((a >> s) & b)
    if b:
        mix(a // b); mix(a % b); mix(divmod(a, b)); mix(a * c % b); mix((a * c + 17) % b); mix(a * a // b)
        try: mix(a / b)
        except OverflowError: mix(1)
    M = (1 << 64) - 1
    x = a & M
    x ^= (x << 13) & M; x ^= x >> 7; x ^= (x << 17) & M
    mix(x)
    z = (b + 0x9e3779b97f4a7c15) & M
    z = ((z ^ (z >> 30)) * 0xbf58476d1ce4e5b9) & M
    z = ((z ^ (z >> 27)) * 0x94d049bb133111eb) & M
    mix(z ^ (z >> 31))
    t = (a & M) * (b & M) + (c & M) * 3 - (x | z)
    mix(t); mix(t % 1000003); u = t >> 3; v = u * 5 - t; mix((u, v))
    p, q = (x << 7) | (x >> 57), (z << 9 | z >> 55) & M
    mix(p ^ q); mix((p, q))
    mix(math.gcd(a, b)); mix(math.lcm(a, b)); mix(math.gcd(a * c, b * c))
    if a >= 0: mix(math.isqrt(a)); mix(math.isqrt(a * a)); mix(math.isqrt(a * a + 2 * a)) 
    m = abs(c) + 1
    mix(pow(a, abs(b) & 0xffff, m)); mix(pow(a, 3, -m))
    if i % 4 == 0: mix(pow(a, abs(b), m))
    try: mix(pow(a, -1, m))
    except ValueError: mix(2)
    try: mix(pow(a, -5, m))
    except ValueError: mix(2)
    if abs(a) < 1 << 3000: mix(a ** (s % 12))
    mix(r.randrange(-12, 12) ** (s % 40))
    if a.bit_length() < 14000:
        t = str(a); mix(len(t)); assert int(t) == a; mix(int(t[-40:].lstrip('-')))
    h = hex(a); mix(len(h)); assert int(h, 16) == a and int(bin(a), 2) == a and int(oct(a), 0) == a
    mix(sum(h.encode())); mix(sum(bin(b).encode())); mix(sum(oct(c).encode())); mix(sum(f"{a:,}".encode()) if a.bit_length() < 14000 else 0)
    for k in (3, 7, 12, 36): mix(int("".join(r.choice("012") for _ in range(s + 1)), k))
    n = (a.bit_length() + 8) // 8
    y = a.to_bytes(n, 'big', signed=True); assert int.from_bytes(y, 'big', signed=True) == a
    mix(sum(y)); mix(int.from_bytes(y, 'little')); mix(sum(abs(a).to_bytes(n, 'little')))
    n2 = r.randrange(0, 200); k2 = r.randrange(0, n2 + 1)
    mix(math.comb(n2, k2)); mix(math.perm(n2, k2)); mix(math.factorial(n2))
    mix(sum([a, b, c])); mix(sum([x, z, x, z])); mix(float(x)); mix(max(a, b, c))
    mix(tuple(sorted([a, b, c, x, z, -x])))
def run(n):
    for i in range(n): one(i)
run(150)
print(acc)
