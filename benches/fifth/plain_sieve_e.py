"""Sieves on lists."""

LIMIT = 350000


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


def smallest_factors(n):
    spf = list(range(n + 1))
    for i in range(2, n + 1):
        if i * i > n:
            break
        if spf[i] == i:
            for j in range(i * i, n + 1, i):
                if spf[j] == j:
                    spf[j] = i
    return spf


def factorize(n, spf):
    factors = []
    while n > 1:
        factors.append(spf[n])
        n //= spf[n]
    return factors


def sundaram(n):
    k = (n - 1) // 2
    marked = [0] * (k + 1)
    for i in range(1, k + 1):
        j = i
        while i + j + 2 * i * j <= k:
            marked[i + j + 2 * i * j] = 1
            j += 1
    primes = [2]
    for i in range(1, k + 1):
        if not marked[i]:
            primes.append(2 * i + 1)
    return primes


def totients(n):
    phi = list(range(n + 1))
    for p in range(2, n + 1):
        if phi[p] == p:
            for k in range(p, n + 1, p):
                phi[k] -= phi[k] // p
    return phi


def main():
    primes = eratosthenes(LIMIT)
    print(len(primes), primes[-1], sum(primes))
    spf = smallest_factors(LIMIT)
    longest = max(range(2, LIMIT), key=lambda n: len(factorize(n, spf)))
    print(longest, factorize(longest, spf))
    print(sundaram(LIMIT) == primes)
    print(sum(totients(LIMIT)))
    twins = [(p, q) for p, q in zip(primes, primes[1:]) if q - p == 2]
    print(len(twins), twins[-1])


main()
