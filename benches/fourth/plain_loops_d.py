# Number crunching with nested loops and bit twiddling.
import sys

MASK = 0xFFFFFFFF


def xorshift(state, rounds):
    acc = 0
    for _ in range(rounds):
        state ^= (state << 13) & MASK
        state ^= state >> 17
        state ^= (state << 5) & MASK
        acc = (acc + (state & 0xFF)) & MASK
    return state, acc


def crc_table():
    table = []
    for n in range(256):
        c = n
        for _ in range(8):
            c = (c >> 1) ^ 0xEDB88320 if c & 1 else c >> 1
        table.append(c)
    return table


def crc32(data, table):
    c = MASK
    for byte in data:
        c = table[(c ^ byte) & 0xFF] ^ (c >> 8)
    return c ^ MASK


def logistic(r, x=0.5, warm=200, n=20000):
    for _ in range(warm):
        x = r * x * (1 - x)
    lo, hi = 1.0, 0.0
    for _ in range(n):
        x = r * x * (1 - x)
        if x < lo:
            lo = x
        if x > hi:
            hi = x
    return lo, hi


def pythagorean(limit):
    found = 0
    perims = 0
    for a in range(1, limit):
        b = a + 1
        while a + b < limit:
            c2 = a * a + b * b
            c = int(c2 ** 0.5)
            if c * c == c2 and a + b + c <= limit:
                found += 1
                perims += a + b + c
            b += 1
    return found, perims


def popcounts(n):
    hist = [0] * 20
    for i in range(n):
        k = 0
        v = i
        while v:
            v &= v - 1
            k += 1
        hist[k] += 1
    return hist


def newton_sqrt_table(n):
    total = 0.0
    for i in range(1, n + 1):
        guess = i / 2 or 1.0
        while True:
            nxt = (guess + i / guess) / 2
            if abs(nxt - guess) < 1e-12 * nxt:
                break
            guess = nxt
        total += nxt
    return total


def main(argv):
    print("xorshift:", *xorshift(2463534242, 700000))
    table = crc_table()
    data = bytes((i * 37 + 11) & 255 for i in range(800000))
    print(f"crc: {crc32(data, table):08x}")
    for r in (2.8, 3.2, 3.5, 3.57, 3.8, 3.9):
        lo, hi = logistic(r)
        print(f"r={r}: {lo:.5f}..{hi:.5f}")
    print("triples:", pythagorean(1100))
    print("popcounts:", popcounts(150000))
    print("roots: %.6f" % newton_sqrt_table(30000))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
