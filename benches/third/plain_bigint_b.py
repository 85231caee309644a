"""Number theory with big ints: modpow, Miller-Rabin, RSA, Pollard rho, CRT, Karatsuba, bases."""
import random

ROUNDS = 10
output = []


def report(*items):
    output.append(" ".join(str(x) for x in items))


def modpow(b, e, m):
    r = 1
    b %= m
    while e:
        if e & 1:
            r = r * b % m
        b = b * b % m
        e >>= 1
    return r


def is_probable_prime(n, rng, rounds=6):
    if n < 4:
        return n > 1
    if any(n % p == 0 for p in (2, 3, 5, 7, 11, 13)):
        return n in (2, 3, 5, 7, 11, 13)
    d, s = n - 1, 0
    while d % 2 == 0:
        d //= 2
        s += 1
    for _ in range(rounds):
        x = pow(rng.randrange(2, n - 1), d, n)
        if x in (1, n - 1):
            continue
        for _ in range(s - 1):
            x = x * x % n
            if x == n - 1:
                break
        else:
            return False
    return True


def next_prime(n, rng):
    n |= 1
    while not is_probable_prime(n, rng):
        n += 2
    return n


def egcd(a, b):
    x0, x1, y0, y1 = 1, 0, 0, 1
    while b:
        q = a // b
        a, b = b, a - q * b
        x0, x1 = x1, x0 - q * x1
        y0, y1 = y1, y0 - q * y1
    return a, x0, y0


class RSA:
    def __init__(self, bits, rng):
        p = next_prime(rng.getrandbits(bits) | 1 << bits, rng)
        q = next_prime(rng.getrandbits(bits) | 1 << bits, rng)
        self.n = p * q
        self.e = 65537
        _, inv, _ = egcd(self.e, (p - 1) * (q - 1))
        self.d = inv % ((p - 1) * (q - 1))

    def encrypt(self, msg: str) -> int:
        return pow(int.from_bytes(msg.encode(), "big"), self.e, self.n)

    def decrypt(self, c: int) -> str:
        m = modpow(c, self.d, self.n)
        return m.to_bytes((m.bit_length() + 7) // 8, "big").decode()


def pollard(n):
    if n % 2 == 0:
        return 2
    c = 1
    while True:
        x = y = 2
        d = 1
        while d == 1:
            x = (x * x + c) % n
            y = (y * y + c) % n
            y = (y * y + c) % n
            d = egcd(abs(x - y), n)[0]
        if d != n:
            return d
        c += 1


def crt(rems, mods):
    x, m = 0, 1
    for r, n in zip(rems, mods):
        _, p, _ = egcd(m, n)
        x += (r - x) * p % n * m
        m *= n
    return x % m, m


def karatsuba(a, b):
    if a < 1 << 512 or b < 1 << 512:
        return a * b
    h = max(a.bit_length(), b.bit_length()) // 2
    mask = (1 << h) - 1
    a1, a0, b1, b0 = a >> h, a & mask, b >> h, b & mask
    hi, lo = karatsuba(a1, b1), karatsuba(a0, b0)
    mid = karatsuba(a1 + a0, b1 + b0) - hi - lo
    return (hi << 2 * h) + (mid << h) + lo


def to_base(n, base):
    digs = "0123456789abcdefghijklmnopqrstuvwxyz"
    out = []
    while n:
        n, r = divmod(n, base)
        out.append(digs[r])
    return "".join(reversed(out)) or "0"


def main():
    rng = random.Random(31337)
    rsa = RSA(160, rng)
    msgs = [f"attack at {h:02d}:{m:02d}" for h in range(10) for m in range(0, 60, 15)]
    cs = [rsa.encrypt(m) for m in msgs]
    report(sum(cs) % 10 ** 12, all(rsa.decrypt(c) == m for c, m in zip(cs, msgs)))
    report([p for p in (61, 89, 107, 127, 521) if is_probable_prime(2 ** p - 1, rng)],
          sum(is_probable_prime(n, rng) for n in range(10 ** 18, 10 ** 18 + 1500)))
    report(next_prime(10 ** 60, rng) - 10 ** 60)
    report(sorted(pollard(n) for n in (10403, 1000003 * 99991, 4294967297, 600851475143)))
    mods = [next_prime(1000 + 50 * i, rng) for i in range(60)]
    secret = 3 ** 350
    x, m = crt([secret % k for k in mods], mods)
    report(x == secret % m, m.bit_length(), x % 10 ** 10)
    a, b = rng.getrandbits(9000), rng.getrandbits(8000)
    k = karatsuba(a, b)
    report(k == a * b, k % 1000003)
    total = 0
    for i in range(2, 37):
        s = to_base(a >> 6000, i)
        total += len(s)
        assert int(s, i) == a >> 6000
    report(total, to_base(10 ** 30, 36))
    acc = 1
    for i in range(60000):
        acc = (acc * (acc + i) ^ (acc >> 17)) & ((1 << 256) - 1)
    report(acc % 10 ** 18, bin(acc).count("1"), acc.bit_length(), f"{acc >> 150:,}")


if __name__ == "__main__":
    for _ in range(ROUNDS):
        output.clear()
        main()
    print("\n".join(output))
