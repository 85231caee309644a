"""Number tables by sieving on lists: primes, least factors, totients, divisor sums."""


def primes(limit):
    flags = [True] * (limit + 1)
    flags[0] = flags[1] = False
    i = 2
    while i * i <= limit:
        if flags[i]:
            for j in range(i * i, limit + 1, i):
                flags[j] = False
        i += 1
    return [n for n in range(limit + 1) if flags[n]]


def least_factor(limit):
    lpf = [0] * (limit + 1)
    found = []
    for n in range(2, limit + 1):
        if lpf[n] == 0:
            lpf[n] = n
            found.append(n)
        for p in found:
            if p > lpf[n] or p * n > limit:
                break
            lpf[p * n] = p
    return lpf, found


def totients(limit):
    phi = list(range(limit + 1))
    for n in range(2, limit + 1):
        if phi[n] == n:
            for m in range(n, limit + 1, n):
                phi[m] -= phi[m] // n
    return phi


def divisor_sums(limit):
    sums = [0] * (limit + 1)
    for d in range(1, limit + 1):
        for m in range(2 * d, limit + 1, d):
            sums[m] += d
    return sums


def lucky(limit):
    nums = list(range(1, limit, 2))
    i = 1
    while i < len(nums) and nums[i] <= len(nums):
        del nums[nums[i] - 1::nums[i]]
        i += 1
    return nums


def main():
    ps = primes(1200000)
    print("primes", len(ps), ps[-1], sum(ps[-10:]))
    gaps = [b - a for a, b in zip(ps, ps[1:])]
    print("widest gap", max(gaps), "twins", gaps.count(2))
    lpf, found = least_factor(550000)
    print("least factors", len(found), lpf[549997], sum(lpf) % 1000003)
    phi = totients(300000)
    print("totients", sum(phi), max(phi))
    limit = 150000
    sums = divisor_sums(limit)
    print("perfect", [n for n in range(2, limit + 1) if sums[n] == n])
    print("amicable", [(n, sums[n]) for n in range(2, limit + 1)
                       if n < sums[n] <= limit and sums[sums[n]] == n])
    luck = lucky(90000)
    print("lucky", len(luck), luck[-1])


main()
