import random


def sieve(n):
    flags = [True] * (n + 1)
    flags[0] = flags[1] = False
    p = 2
    while p * p <= n:
        if flags[p]:
            for m in range(p * p, n + 1, p):
                flags[m] = False
        p += 1
    return [i for i, f in enumerate(flags) if f]


def lcs(a, b):
    prev = [0] * (len(b) + 1)
    for x in a:
        cur = [0]
        for j, y in enumerate(b):
            cur.append(prev[j] + 1 if x == y else max(prev[j + 1], cur[j]))
        prev = cur
    return prev[-1]


def knapsack(items, cap):
    best = [0] * (cap + 1)
    for w, v in items:
        for c in range(cap, w - 1, -1):
            t = best[c - w] + v
            if t > best[c]:
                best[c] = t
    return best[cap]


def coins(amount, denominations):
    ways = [1] + [0] * amount
    for d in denominations:
        for a in range(d, amount + 1):
            ways[a] += ways[a - d]
    return ways[amount]


def lis(xs):
    tails = []
    for x in xs:
        lo, hi = 0, len(tails)
        while lo < hi:
            mid = (lo + hi) // 2
            if tails[mid] < x:
                lo = mid + 1
            else:
                hi = mid
        if lo == len(tails):
            tails.append(x)
        else:
            tails[lo] = x
    return len(tails)


def edit_distance(s, t):
    d = [[0] * (len(t) + 1) for _ in range(len(s) + 1)]
    for i in range(len(s) + 1):
        d[i][0] = i
    for j in range(len(t) + 1):
        d[0][j] = j
    for i in range(1, len(s) + 1):
        for j in range(1, len(t) + 1):
            cost = 0 if s[i - 1] == t[j - 1] else 1
            d[i][j] = min(d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + cost)
    return d[-1][-1]


if __name__ == "__main__":
    rnd = random.Random(1)
    primes = sieve(1_200_000)
    print(len(primes), primes[-1], sum(primes) % 1000003)
    word = lambda n: "".join(rnd.choice("acgt") for _ in range(n))
    print("lcs", lcs(word(1500), word(1400)))
    print("knapsack", knapsack([(rnd.randint(5, 60), rnd.randint(1, 100)) for _ in range(160)], 10000))
    print("coins", coins(20000, [1, 2, 5, 10, 20, 50, 100, 200]))
    print("lis", lis([rnd.random() for _ in range(60000)]))
    print("edit", edit_distance(word(700), word(650)))
