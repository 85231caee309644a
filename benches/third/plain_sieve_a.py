"""Sieves: Eratosthenes with slices and loops, totients, factor counts, bytearray, Ulam."""
import math

ROUNDS = 5
output = []


def report(*items):
    output.append(" ".join(str(x) for x in items))


def sieve_list(n):
    flags = [True] * (n + 1)
    flags[0] = flags[1] = False
    for i in range(2, int(n ** 0.5) + 1):
        if flags[i]:
            for j in range(i * i, n + 1, i):
                flags[j] = False
    return [i for i, f in enumerate(flags) if f]


def sieve_bytes(n):
    flags = bytearray([1]) * (n + 1)
    flags[0] = flags[1] = 0
    for i in range(2, math.isqrt(n) + 1):
        if flags[i]:
            flags[i * i::i] = bytes(len(range(i * i, n + 1, i)))
    return flags


def totients(n):
    phi = list(range(n + 1))
    for p in range(2, n + 1):
        if phi[p] == p:
            for k in range(p, n + 1, p):
                phi[k] -= phi[k] // p
    return phi


def smallest_factors(n):
    spf = list(range(n + 1))
    i = 2
    while i * i <= n:
        if spf[i] == i:
            for j in range(i * i, n + 1, i):
                if spf[j] == j:
                    spf[j] = i
        i += 1
    return spf


def factorize(n, spf):
    out = []
    while n > 1:
        p = spf[n]
        e = 0
        while n % p == 0:
            n //= p
            e += 1
        out.append((p, e))
    return out


def linear_sieve(n):
    primes = []
    composite = [False] * (n + 1)
    for i in range(2, n + 1):
        if not composite[i]:
            primes.append(i)
        for p in primes:
            if i * p > n:
                break
            composite[i * p] = True
            if i % p == 0:
                break
    return primes


def lucky(n):
    nums = list(range(1, n, 2))
    i = 1
    while i < len(nums) and nums[i] <= len(nums):
        del nums[nums[i] - 1::nums[i]]
        i += 1
    return nums


def main():
    ps = sieve_list(600000)
    report(len(ps), ps[-1], sum(ps[:100]))
    fl = sieve_bytes(1000000)
    report(sum(fl), fl.count(1), len(fl))
    phi = totients(100000)
    report(sum(phi), phi[99999])
    spf = smallest_factors(150000)
    most = max(range(2, 40000), key=lambda n: len(factorize(n, spf)))
    report(most, factorize(most, spf), factorize(147456, spf))
    report(sum(e for n in range(2, 20000) for _, e in factorize(n, spf)))
    lin = linear_sieve(200000)
    report(len(lin), lin == ps[:len(lin)])
    lk = lucky(30000)
    report(len(lk), lk[-1], lk[:12])
    gaps = [b - a for a, b in zip(ps, ps[1:])]
    report(max(gaps), gaps.index(max(gaps)), gaps.count(2))


if __name__ == "__main__":
    for _ in range(ROUNDS):
        output.clear()
        main()
    print("\n".join(output))
