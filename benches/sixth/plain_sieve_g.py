# sieves, with slices, steps and segments

TOP = 410000


class Sieve:
    def __init__(self, top):
        self.top = top
        self.composite = [0] * (top + 1)
        self.run()

    def run(self):
        self.composite[0] = self.composite[1] = 1
        n = 2
        while n * n <= self.top:
            if not self.composite[n]:
                self.cross_out(n)
            n += 1

    def cross_out(self, n):
        for multiple in range(n * n, self.top + 1, n):
            self.composite[multiple] += 1

    def primes(self):
        return [n for n in range(self.top + 1) if self.composite[n] == 0]

    def most_hit(self):
        best = 0
        for n in range(self.top + 1):
            if self.composite[n] > self.composite[best]:
                best = n
        return best


def sliced(top):
    flags = [1] * (top + 1)
    flags[:2] = [0, 0]
    for n in range(2, int(top ** 0.5) + 1):
        if flags[n]:
            flags[n * n::n] = [0] * len(range(n * n, top + 1, n))
    return flags


def segmented(low, high, primes):
    flags = [True] * (high - low)
    for p in primes:
        if p * p >= high:
            break
        start = max(p * p, (low + p - 1) // p * p)
        for k in range(start, high, p):
            flags[k - low] = False
    return [low + i for i, f in enumerate(flags) if f]


def lucky(top):
    numbers = list(range(1, top, 2))
    i = 1
    while i < len(numbers) and numbers[i] <= len(numbers):
        del numbers[numbers[i] - 1::numbers[i]]
        i += 1
    return numbers


def divisor_counts(top):
    counts = [0] * (top + 1)
    for d in range(1, top + 1):
        m = d
        while m <= top:
            counts[m] += 1
            m += d
    return counts


def moebius(top):
    mu = [1] * (top + 1)
    seen = [False] * (top + 1)
    for p in range(2, top + 1):
        if seen[p]:
            continue
        for k in range(p, top + 1, p):
            seen[k] = True
            mu[k] = -mu[k]
        for k in range(p * p, top + 1, p * p):
            mu[k] = 0
    return mu


sieve = Sieve(TOP)
primes = sieve.primes()
print(len(primes), primes[-1], sieve.most_hit())
print(sum(sliced(TOP)) == len(primes))
part = segmented(TOP, TOP * 2, primes)
print(len(part), part[0], part[-1])
luck = lucky(TOP)
print(len(luck), luck[-1])
counts = divisor_counts(TOP)
best = max(range(TOP), key=counts.__getitem__)
print(best, counts[best])
print(sum(moebius(TOP)), sum(1 for m in moebius(TOP) if m))
