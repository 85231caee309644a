# List-heavy odds and ends: lucky numbers, Josephus, Game of Life, rotations, LIS.

class Life:
    def __init__(self, rows, cols):
        self.rows, self.cols = rows, cols
        self.cells = [[0] * cols for _ in range(rows)]

    def place(self, pattern, r0, c0):
        for r, line in enumerate(pattern):
            for c, ch in enumerate(line):
                if ch == "#":
                    self.cells[(r0 + r) % self.rows][(c0 + c) % self.cols] = 1

    def step(self):
        old = self.cells
        new = []
        for r in range(self.rows):
            up, mid, down = old[r - 1], old[r], old[(r + 1) % self.rows]
            row = []
            for c in range(self.cols):
                e = c + 1 if c + 1 < self.cols else 0
                n = (up[c - 1] + up[c] + up[e] + mid[c - 1] + mid[e]
                     + down[c - 1] + down[c] + down[e])
                row.append(1 if n == 3 or (n == 2 and mid[c]) else 0)
            new.append(row)
        self.cells = new

    def __len__(self):
        return sum(map(sum, self.cells))


def lucky(n):
    nums = list(range(1, n, 2))
    i = 1
    while i < len(nums) and nums[i] <= len(nums):
        del nums[nums[i] - 1::nums[i]]
        i += 1
    return nums


def josephus(n, k):
    ring = list(range(n))
    pos = 0
    order = []
    while ring:
        pos = (pos + k - 1) % len(ring)
        order.append(ring.pop(pos))
    return order


def lis(seq):
    tails = []
    for x in seq:
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


def atkin(limit):
    is_prime = [False] * (limit + 1)
    root = int(limit ** 0.5) + 1
    for x in range(1, root):
        xx = x * x
        for y in range(1, root):
            yy = y * y
            n = 4 * xx + yy
            if n <= limit and n % 12 in (1, 5):
                is_prime[n] = not is_prime[n]
            n = 3 * xx + yy
            if n <= limit and n % 12 == 7:
                is_prime[n] = not is_prime[n]
            n = 3 * xx - yy
            if x > y and n <= limit and n % 12 == 11:
                is_prime[n] = not is_prime[n]
    for r in range(5, root):
        if is_prime[r]:
            for k in range(r * r, limit + 1, r * r):
                is_prime[k] = False
    return [2, 3] + [i for i in range(5, limit + 1) if is_prime[i]]


life = Life(48, 64)
life.place(["##", "#.", "##"], 10, 10)
life.place([".#.", "..#", "###"], 2, 2)
life.place([".##", "##.", ".#."], 24, 32)
for gen in range(501):
    if gen % 100 == 0:
        print("gen", gen, "alive", len(life))
    life.step()

l = lucky(200000)
print(len(l), l[-1], l[:12])
order = josephus(60000, 7)
print(order[-1], order[:6])
x, seq = 17, []
for _ in range(80000):
    x = (x * 1103515245 + 12345) % 2147483648
    seq.append(x >> 8)
print(lis(seq))
p = atkin(600000)
print(len(p), p[-3:], sum(p) % 9973)
