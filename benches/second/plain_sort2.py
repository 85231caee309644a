class Item:
    def __init__(self, k, v): self.k = k; self.v = v
    def __lt__(self, o): return (self.k, self.v) < (o.k, o.v)
    def __repr__(self): return f"I({self.k},{self.v})"
items = [Item((i * 7919) % 1009, i % 17) for i in range(25000)]
a = sorted(items)[:2]
b = sorted(items, key=lambda x: (-x.v, x.k))[:2]
d = [{"n": f"k{(i * 31) % 5003}", "s": (i * 77) % 101} for i in range(50000)]
c = sorted(d, key=lambda r: (r["s"], r["n"]), reverse=True)[0]
words = [r["n"] for r in d]
words.sort(key=len); words.sort(key=str.upper)
def qsort(xs):
    if len(xs) <= 1: return xs
    p = xs[len(xs) // 2]
    return qsort([x for x in xs if x < p]) + [x for x in xs if x == p] + qsort([x for x in xs if x > p])
def msort(xs):
    if len(xs) < 2: return xs
    m = len(xs) // 2; l, r = msort(xs[:m]), msort(xs[m:]); out = []; i = j = 0
    while i < len(l) and j < len(r):
        if l[i] <= r[j]: out.append(l[i]); i += 1
        else: out.append(r[j]); j += 1
    out.extend(l[i:]); out.extend(r[j:]); return out
n = [(i * 7919) % 20011 for i in range(50000)]
print(a, b, c, words[0], qsort(n)[:3], msort(n)[-3:], max(d, key=lambda r: r["s"])["n"], min(n, key=lambda x: abs(x - 5000)))
