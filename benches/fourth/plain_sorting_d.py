# Leaderboards, natural order, topological order, heap sort and card hands.

def lcg(seed):
    while True:
        seed = (seed * 1664525 + 1013904223) & 0xffffffff
        yield seed >> 8

def natural_key(name):
    parts, digits = [], ''
    for ch in name:
        if ch.isdigit():
            digits += ch
        else:
            if digits:
                parts.append((1, int(digits), ''))
                digits = ''
            parts.append((0, 0, ch))
    if digits:
        parts.append((1, int(digits), ''))
    return parts

def quicksort(a, lo=0, hi=None, key=None):
    if hi is None:
        hi = len(a) - 1
    while lo < hi:
        pivot = key(a[(lo + hi) // 2])
        i, j = lo, hi
        while i <= j:
            while key(a[i]) < pivot:
                i += 1
            while key(a[j]) > pivot:
                j -= 1
            if i <= j:
                a[i], a[j] = a[j], a[i]
                i += 1
                j -= 1
        if j - lo < hi - i:
            quicksort(a, lo, j, key)
            lo = i
        else:
            quicksort(a, i, hi, key)
            hi = j

class Heap:
    def __init__(self, items=(), key=lambda x: x):
        self.key = key
        self.a = []
        for x in items:
            self.push(x)

    def __len__(self):
        return len(self.a)

    def push(self, item):
        a = self.a
        entry = (self.key(item), len(a), item)
        a.append(entry)
        i = len(a) - 1
        while i and a[(i - 1) >> 1] > entry:
            a[i] = a[(i - 1) >> 1]
            i = (i - 1) >> 1
        a[i] = entry

    def pop(self):
        a = self.a
        top = a[0]
        last = a.pop()
        n = len(a)
        if n:
            i, child = 0, 1
            while child < n:
                if child + 1 < n and a[child + 1] < a[child]:
                    child += 1
                if a[child] >= last:
                    break
                a[i] = a[child]
                i, child = child, 2 * child + 1
            a[i] = last
        return top[2]

RANKS = '23456789TJQKA'

def hand_rank(hand):
    values = sorted((RANKS.index(c[0]) for c in hand), reverse=True)
    counts = sorted(((values.count(v), v) for v in set(values)), reverse=True)
    shape = [c for c, _ in counts]
    flush = len({c[1] for c in hand}) == 1
    straight = len(counts) == 5 and values[0] - values[4] == 4
    kind = (8 if flush and straight else 7 if shape[0] == 4 else 6 if shape == [3, 2] else
            5 if flush else 4 if straight else 3 if shape[0] == 3 else
            2 if shape[:2] == [2, 2] else 1 if shape[0] == 2 else 0)
    return kind, [v for _, v in counts]

rnd = lcg(2024)
files = [f'img{next(rnd) % 5000}_v{next(rnd) % 12}.png' for _ in range(20000)]
files.sort(key=natural_key)
print(files[:3], files[-2:])

scores = [(next(rnd) % 1000, f'player{n:05d}') for n in range(50000)]
board = sorted(scores, key=lambda s: (-s[0], s[1]))
print(board[0], board[len(board) // 2], board[-1])
mine = list(scores)
quicksort(mine, key=lambda s: (-s[0], s[1]))
print('quicksort ok', mine == board)

heap = Heap((next(rnd) % 100000 for _ in range(30000)), key=lambda v: -v)
drained = [heap.pop() for _ in range(len(heap))]
print('heap', drained[:4], drained == sorted(drained, reverse=True))

deck = [r + s for r in RANKS for s in 'SHDC']
hands = []
for _ in range(18000):
    cards = deck[:]
    hands.append([cards.pop(next(rnd) % len(cards)) for _ in range(5)])
ranked = sorted(hands, key=hand_rank)
print('worst', ranked[0], 'best', ranked[-1])
tally = [0] * 9
for h in hands:
    tally[hand_rank(h)[0]] += 1
print(tally)
