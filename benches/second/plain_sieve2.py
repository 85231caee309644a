def sieve(n):
    flags = [True] * n
    flags[0] = flags[1] = False
    i = 2
    while i * i < n:
        if flags[i]:
            for j in range(i * i, n, i):
                flags[j] = False
        i += 1
    return [i for i in range(n) if flags[i]]
def knap(ws, vs, cap):
    best = [0] * (cap + 1)
    for w, v in zip(ws, vs):
        for c in range(cap, w - 1, -1):
            best[c] = max(best[c], best[c - w] + v)
    return best[cap]
def bubble(xs):
    xs = xs[:]
    for i in range(len(xs)):
        for j in range(len(xs) - 1 - i):
            if xs[j] > xs[j + 1]:
                xs[j], xs[j + 1] = xs[j + 1], xs[j]
    return xs
print(len(sieve(1000000)), knap([3 + i % 11 for i in range(60)], [7 * i % 31 for i in range(60)], 6000), bubble([(i * 7919) % 503 for i in range(500)])[:5])
