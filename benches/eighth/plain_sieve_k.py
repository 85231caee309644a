# Prime sieves in different styles.


def eratosthenes(limit):
    flags = [True] * (limit + 1)
    flags[0] = flags[1] = False
    n = 2
    while n * n <= limit:
        if flags[n]:
            for multiple in range(n * n, limit + 1, n):
                flags[multiple] = False
        n += 1
    return [n for n, flag in enumerate(flags) if flag]


def sliced(limit):
    flags = bytearray(b"\1") * (limit + 1)
    flags[:2] = b"\0\0"
    for n in range(2, int(limit ** 0.5) + 1):
        if flags[n]:
            flags[n * n::n] = bytes(len(range(n * n, limit + 1, n)))
    return flags


def sundaram(limit):
    half = (limit - 1) // 2
    marked = bytearray(half + 1)
    for i in range(1, half + 1):
        j = 2 * i * (i + 1)
        if j > half:
            break
        while j <= half:
            marked[j] = 1
            j += 2 * i + 1
    return 1 + sum(1 for i in range(1, half + 1) if not marked[i])


def linear(limit):
    """Euler's sieve, which gives the least prime factors."""
    least = [0] * (limit + 1)
    primes = []
    for n in range(2, limit + 1):
        if not least[n]:
            least[n] = n
            primes.append(n)
        for p in primes:
            product = p * n
            if p > least[n] or product > limit:
                break
            least[product] = p
    return primes, least


def incremental():
    """Endless generator with a dict of the next composites."""
    yield 2
    composites = {}
    n = 3
    while True:
        step = composites.pop(n, None)
        if step is None:
            yield n
            composites[n * n] = 2 * n
        else:
            following = n + step
            while following in composites:
                following += step
            composites[following] = step
        n += 2


class SegmentedSieve:
    def __init__(self, segment):
        self.segment = segment

    def count(self, low, high):
        base = eratosthenes(int(high ** 0.5) + 1)
        total = 0
        for start in range(low, high, self.segment):
            end = min(start + self.segment, high)
            flags = [1] * (end - start)
            for p in base:
                first = max(p * p, (start + p - 1) // p * p)
                for multiple in range(first - start, end - start, p):
                    flags[multiple] = 0
            total += sum(flags)
        return total


def totients(limit):
    phi = list(range(limit + 1))
    for n in range(2, limit + 1):
        if phi[n] == n:
            for multiple in range(n, limit + 1, n):
                phi[multiple] -= phi[multiple] // n
    return phi


def factorise(n, least):
    factors = {}
    while n > 1:
        p = least[n]
        factors[p] = factors.get(p, 0) + 1
        n //= p
    return factors


primes = eratosthenes(400_000)
print("eratosthenes", len(primes), primes[-1])
flags = sliced(800_000)
print("sliced", sum(flags), "twins", sum(1 for n in range(3, 200_000, 2) if flags[n] and flags[n + 2]))
print("sundaram", sundaram(300_000))
primes, least = linear(180_000)
print("linear", len(primes), factorise(110_880, least), sum(least) % 1_000_003)
candidates = incremental()
print("incremental", [next(candidates) for _ in range(9000)][-3:])
print("segmented", SegmentedSieve(8192).count(1_000_000, 1_300_000))
phi = totients(130_000)
print("totients", sum(phi), phi[-5:])
