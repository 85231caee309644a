"""Prime sieves in several flavours."""


def eratosthenes(n):
    flags = [True] * (n + 1)
    flags[0] = flags[1] = False
    i = 2
    while i * i <= n:
        if flags[i]:
            for j in range(i * i, n + 1, i):
                flags[j] = False
        i += 1
    return [i for i, f in enumerate(flags) if f]


def sliced(n):
    sieve = bytearray([1]) * (n + 1)
    sieve[0:2] = b"\0\0"
    for i in range(2, int(n ** 0.5) + 1):
        if sieve[i]:
            sieve[i * i::i] = bytes(len(range(i * i, n + 1, i)))
    return sum(sieve)


def segmented(n, segment=4096):
    base = eratosthenes(int(n ** 0.5) + 1)
    count = 0
    last = None
    for low in range(2, n + 1, segment):
        high = min(low + segment, n + 1)
        block = [1] * (high - low)
        for p in base:
            if p * p >= high:
                break
            start = max(p * p, (low + p - 1) // p * p)
            for m in range(start - low, high - low, p):
                block[m] = 0
        count += sum(block)
        for off in range(len(block) - 1, -1, -1):
            if block[off]:
                last = low + off
                break
    return count, last


def smallest_factors(n):
    spf = list(range(n + 1))
    primes = []
    for i in range(2, n + 1):
        if spf[i] == i:
            primes.append(i)
        for p in primes:
            if p > spf[i] or i * p > n:
                break
            spf[i * p] = p
    return spf


def totients(n):
    phi = list(range(n + 1))
    for i in range(2, n + 1):
        if phi[i] == i:
            for j in range(i, n + 1, i):
                phi[j] -= phi[j] // i
    return phi


def goldbach_max(primes, limit):
    pset = set(primes)
    worst = (0, 0)
    for n in range(4, limit, 2):
        for p in primes:
            if n - p in pset:
                if p > worst[1]:
                    worst = (n, p)
                break
    return worst


def main():
    primes = eratosthenes(1500000)
    print(len(primes), primes[-1], sum(primes) % 1000007)
    print(sliced(4000000))
    print(segmented(1500000))
    spf = smallest_factors(600000)
    print(sum(spf) % 1000003, max(spf))
    print(sum(totients(400000)))
    print(goldbach_max(primes, 200000))
    gaps = {}
    for a, b in zip(primes, primes[1:]):
        gaps[b - a] = gaps.get(b - a, 0) + 1
    print(sorted(gaps.items(), key=lambda kv: (-kv[1], kv[0]))[:5])


main()
