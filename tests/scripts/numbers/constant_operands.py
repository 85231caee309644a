# operators one of whose operands is a constant, at the borders of small ints and of what they may be given
EDGE = [0, 1, 2, 3, 6, 7, 9, 10, 16, 255, 256, 999, 1000, 65535, 65536, 10**6 + 3, 2**31 - 1, 2**31, 2**31 + 1,
        2**32 - 1, 2**32, 2**40 + 5, 2**46 - 1, 2**46, 2**47 - 2, 2**47 - 1, 2**47, 2**47 + 1, 2**48 - 1, 2**48,
        2**63 - 1, 2**63, 2**64, 10**30]
VALUES = EDGE + [-n for n in EDGE] + [True, False]


class Small(int):
    pass


def divisions(n):
    return (n // 1, n % 1, n // 2, n % 2, n // 3, n % 3, n // 7, n % 7, n // 10, n % 10, n // 16, n % 16,
            n // 1000, n % 1000, n // 65537, n % 65537, n // 1000003, n % 1000003, n // 1000000007, n % 1000000007,
            n // 2147483647, n % 2147483647, n // 1073741824, n % 1073741824, n // 2147483648, n % 2147483648,
            n // -3, n % -3, n // -8, n % -8)


def assigned(n):
    a = b = c = d = n
    a //= 10
    b %= 10
    c //= 64
    d %= 64
    return a, b, c, d


def bits(n):
    return (n & 1, n & 255, 255 & n, n & 2147483647, n & 4294967295, n & -2, n | 7, n ^ 5, n >> 0, n >> 1, n >> 5,
            n >> 47, n >> 60, n << 0, n << 1, n << 16, n << 46, n << 47, n << 60, 1 << (n % 70))


def sums(n):
    return (100000 + n, n + 100000, 100000 - n, n - 100000, 3 * n, n * 3, n * 100000, n * 4294967296, -7 * n,
            140737488355327 + n, n - 140737488355328, 140737488355328 + n, n * 140737488355327, 1 + n, 1 - n, n * 0)


def jumps(n):
    found = []
    if n < 100000: found.append('a')
    if n <= 140737488355327: found.append('b')
    if n > 65536: found.append('c')
    if n >= 1000003: found.append('d')
    if n == 65536: found.append('e')
    if n != 140737488355327: found.append('f')
    if n == 0: found.append('g')
    if n != 0: found.append('h')
    if n < 0: found.append('i')
    if n >= 0: found.append('j')
    if n > 0: found.append('k')
    if n <= 0: found.append('l')
    while n < -5:
        n = 0
        found.append('m')
    return ''.join(found)


for f in (divisions, assigned, bits, sums, jumps):
    for n in VALUES + [Small(5), Small(-70000)]:
        try:
            print(f.__name__, n, f(n))
        except (MemoryError, OverflowError, ValueError) as e:
            print(f.__name__, n, type(e).__name__, e)

# every quotient and remainder, checked by its definition
wrong = 0
seed = 12345
for k in range(20000):
    seed = (seed * 1103515245 + 12345) % 2147483648
    n = (seed << 17 ^ seed * 77) % 281474976710656 - 140737488355328
    q, r = n // 10, n % 10
    wrong += q * 10 + r != n or not 0 <= r < 10
    q, r = n // 7, n % 7
    wrong += q * 7 + r != n or not 0 <= r < 7
    q, r = n // 1000000007, n % 1000000007
    wrong += q * 1000000007 + r != n or not 0 <= r < 1000000007
    q, r = n // 128, n % 128
    wrong += q * 128 + r != n or not 0 <= r < 128
print('wrong', wrong, seed)


# the same code with other kinds of operands, before and after it is hot
def kinds(x):
    return [x % 3, x // 3, x * 3, 3 * x, 2 - x, x - 100000, x + 1, x - 1, x < 100000, x == 3, x <= 0, x % 8, x // 8]


def masks(x):
    return [x & 7, x >> 2, x << 2]


for x in [5, -5, 2.5, -2.5, 0.0, -0.0, float('inf'), float('-inf'), float('nan'), True, 1e300, 2**100, Small(9)] * 3:
    for f in (kinds, masks):
        try:
            print(repr(x), f(x))
        except (TypeError, OverflowError, ValueError) as e:
            print(repr(x), type(e).__name__, e)
for x in ['ab', [1], (1, 2), None, {}]:
    for f in (lambda x: x % 3, lambda x: x // 3, lambda x: x * 3, lambda x: 3 * x, lambda x: 2 - x, lambda x: x & 7,
              lambda x: x >> 2, lambda x: x < 100000, lambda x: x == 100000, lambda x: 100000 + x):
        try:
            print(repr(x), f(x))
        except TypeError as e:
            print(repr(x), type(e).__name__, e)


# a constant's register is another's soon
def reused(n):
    k = 10
    a = n % k
    k = a
    b = n % (k + 1)
    for k in (3, 0, -4):
        try:
            b = b * 10 + n // k
        except ZeroDivisionError as e:
            b = b * 10 + 9
    return a, b


print([reused(n) for n in (0, 7, 19, -3, 2**47 - 1, -2**47)])


def zero(n):
    return n % 0


for n in (1, 2.0, 2**70):
    try:
        zero(n)
    except ZeroDivisionError as e:
        print(e, e.__traceback__.tb_next.tb_lineno)
try:
    1 << -1
except ValueError as e:
    print(e)
