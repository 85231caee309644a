"""Sieves on lists: classic, segmented, smallest-factor, Sundaram and lucky numbers."""


def eratosthenes(limit):
    flags = [True] * (limit + 1)
    flags[0] = flags[1] = False
    n = 2
    while n * n <= limit:
        if flags[n]:
            flags[n * n::n] = [False] * len(range(n * n, limit + 1, n))
        n += 1
    return [n for n, prime in enumerate(flags) if prime]


def plain_sieve(limit):
    """The same without slices: every multiple is struck in a loop."""
    flags = [1] * (limit + 1)
    count = 0
    for n in range(2, limit + 1):
        if flags[n]:
            count += 1
            for multiple in range(n * n, limit + 1, n):
                flags[multiple] = 0
    return count


def segmented(low, high, base):
    flags = [True] * (high - low)
    for p in base:
        if p * p >= high:
            break
        first = max(p * p, (low + p - 1) // p * p)
        for index in range(first - low, high - low, p):
            flags[index] = False
    return [low + i for i, prime in enumerate(flags) if prime]


def smallest_factors(limit):
    factor = [0] * (limit + 1)
    primes = []
    for n in range(2, limit + 1):
        if factor[n] == 0:
            factor[n] = n
            primes.append(n)
        own = factor[n]
        for p in primes:
            if p > own or p * n > limit:
                break
            factor[p * n] = p
    return factor


def factorize(n, factor):
    out = []
    while n > 1:
        p = factor[n]
        power = 0
        while n % p == 0:
            n //= p
            power += 1
        out.append((p, power))
    return out


def sundaram(limit):
    half = (limit - 1) // 2
    marked = [False] * (half + 1)
    i = 1
    while 2 * i * (i + 1) <= half:
        j = i
        while i + j + 2 * i * j <= half:
            marked[i + j + 2 * i * j] = True
            j += 1
        i += 1
    return 1 + sum(not m for m in marked[1:])


def lucky(limit):
    numbers = list(range(1, limit + 1, 2))
    index = 1
    while index < len(numbers) and numbers[index] <= len(numbers):
        del numbers[numbers[index] - 1::numbers[index]]
        index += 1
    return numbers


def main():
    primes = eratosthenes(400_000)
    print("primes", len(primes), primes[-1], sum(primes))
    print("plain", plain_sieve(300_000))
    window = segmented(10_000_000, 10_060_000, primes)
    print("window", len(window), window[0], window[-1])
    twins = [(a, b) for a, b in zip(window, window[1:]) if b - a == 2]
    print("twins", len(twins), twins[-1])
    factor = smallest_factors(200_000)
    richest = max(range(2, 60_000), key=lambda n: len(factorize(n, factor)))
    print("factors", sum(factor) % 1_000_003, richest, factorize(richest, factor))
    print("sundaram", sundaram(600_000))
    luckies = lucky(60_000)
    print("lucky", len(luckies), luckies[-1], sum(luckies))


if __name__ == "__main__":
    main()
