"""List algorithms: heap, quicksort, binary search, LIS, knapsack, life, josephus, rotations."""

ROUNDS = 6
output = []


def report(*items):
    output.append(" ".join(str(x) for x in items))


class Lcg:
    def __init__(self, seed):
        self.s = seed

    def next(self, n):
        self.s = (self.s * 6364136223846793005 + 1442695040888963407) & 0xFFFFFFFFFFFFFFFF
        return (self.s >> 33) % n


def quicksort(a, lo, hi):
    while lo < hi:
        p = a[(lo + hi) // 2]
        i, j = lo, hi
        while i <= j:
            while a[i] < p:
                i += 1
            while a[j] > p:
                j -= 1
            if i <= j:
                a[i], a[j] = a[j], a[i]
                i += 1
                j -= 1
        if j - lo < hi - i:
            quicksort(a, lo, j)
            lo = i
        else:
            quicksort(a, i, hi)
            hi = j


def heap_push(h, x):
    h.append(x)
    i = len(h) - 1
    while i:
        parent = (i - 1) >> 1
        if h[parent] <= h[i]:
            break
        h[parent], h[i] = h[i], h[parent]
        i = parent


def heap_pop(h):
    last = h.pop()
    if not h:
        return last
    top, h[0] = h[0], last
    i, n = 0, len(h)
    while True:
        c = 2 * i + 1
        if c >= n:
            return top
        if c + 1 < n and h[c + 1] < h[c]:
            c += 1
        if h[i] <= h[c]:
            return top
        h[i], h[c] = h[c], h[i]
        i = c


def bisect(a, x):
    lo, hi = 0, len(a)
    while lo < hi:
        mid = (lo + hi) // 2
        if a[mid] < x:
            lo = mid + 1
        else:
            hi = mid
    return lo


def lis(a):
    tails = []
    for x in a:
        k = bisect(tails, x)
        if k == len(tails):
            tails.append(x)
        else:
            tails[k] = x
    return len(tails)


def knapsack(weights, values, cap):
    best = [0] * (cap + 1)
    for w, v in zip(weights, values):
        for c in range(cap, w - 1, -1):
            t = best[c - w] + v
            if t > best[c]:
                best[c] = t
    return best[cap]


def life(grid, steps):
    h, w = len(grid), len(grid[0])
    for _ in range(steps):
        new = [[0] * w for _ in range(h)]
        for y in range(h):
            up, row, down = grid[y - 1], grid[y], grid[(y + 1) % h]
            for x in range(w):
                r = (x + 1) % w
                n = (up[x - 1] + up[x] + up[r] + row[x - 1] + row[r]
                     + down[x - 1] + down[x] + down[r])
                new[y][x] = 1 if n == 3 or (n == 2 and row[x]) else 0
        grid = new
    return sum(map(sum, grid))


def josephus(n, k):
    people = list(range(1, n + 1))
    i = 0
    while len(people) > 1:
        i = (i + k - 1) % len(people)
        people.pop(i)
    return people[0]


def main():
    rng = Lcg(7)
    data = [rng.next(1000000) for _ in range(30000)]
    a = data[:]
    quicksort(a, 0, len(a) - 1)
    report(a[0], a[15000], a[-1], a == sorted(data))
    h, out = [], []
    for x in data[:12000]:
        heap_push(h, x)
    while h:
        out.append(heap_pop(h))
    report(out[:3], out == sorted(data[:12000]))
    report(lis(data), sum(bisect(a, x) for x in range(0, 1000000, 97)) % 1000003)
    report(knapsack([rng.next(60) + 5 for _ in range(100)], [rng.next(100) for _ in range(100)], 1500))
    report(life([[1 if rng.next(3) == 0 else 0 for _ in range(48)] for _ in range(48)], 40))
    report(josephus(20000, 7))
    b = a[::-3]
    b[10:20] = [1, 2, 3]
    b.insert(5, -1)
    b.reverse()
    report(len(b), b.index(-1), min(b), sum(b[::7]))


if __name__ == "__main__":
    for _ in range(ROUNDS):
        output.clear()
        main()
    print("\n".join(output))
